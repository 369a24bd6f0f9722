/** Joins engine, verifiers and data to the trainer's ports. */
@NullMarked
package io.srpo.cli.wire;

import org.jspecify.annotations.NullMarked;
