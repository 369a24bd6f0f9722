/** Runs that are killed, starved and damaged from outside, as child processes. */
@NullMarked
package io.srpo.cli.resume;

import org.jspecify.annotations.NullMarked;
