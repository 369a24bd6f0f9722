/**
 * The commands, one file each. The only place that wires engines, verifiers and data to the trainer, and the only one that prints: results
 * to standard output, everything else to standard error.
 */
@NullMarked
package io.srpo.cli;

import org.jspecify.annotations.NullMarked;
