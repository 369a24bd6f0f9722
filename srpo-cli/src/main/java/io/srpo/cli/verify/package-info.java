/** Commands that judge answers from files. */
@NullMarked
package io.srpo.cli.verify;

import org.jspecify.annotations.NullMarked;
