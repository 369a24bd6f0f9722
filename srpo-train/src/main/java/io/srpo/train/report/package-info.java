/** {@code report.html}: one file that tells what a run tried, what came of it and what it cost, for those who pay and for engineers. */
@NullMarked
package io.srpo.train.report;

import org.jspecify.annotations.NullMarked;
