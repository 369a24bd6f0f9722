/** A second verifier for math answers, written apart from the first: both sides evaluated at random points in high precision. */
@NullMarked
package io.srpo.verify.math.second;

import org.jspecify.annotations.NullMarked;
