/** Where in a response the answer stands. */
@NullMarked
package io.srpo.verify.math.extract;

import org.jspecify.annotations.NullMarked;
