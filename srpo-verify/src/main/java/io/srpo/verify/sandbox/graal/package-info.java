/** The third wall: candidates in GraalPy contexts without any access, in child JVMs. {@link io.srpo.verify.sandbox.graal.GraalWall} is its only door. */
@NullMarked
package io.srpo.verify.sandbox.graal;

import org.jspecify.annotations.NullMarked;
