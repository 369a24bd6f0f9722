/** Exact rationals, and complex numbers in double and in high precision. */
@NullMarked
package io.srpo.verify.math.number;

import org.jspecify.annotations.NullMarked;
