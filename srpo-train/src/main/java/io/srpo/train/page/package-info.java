/** Pages of text and tables, each one file that opens anywhere. The report of a run, which is a program of its own, is in {@code report}. */
@NullMarked
package io.srpo.train.page;

import org.jspecify.annotations.NullMarked;
