/** Held-out accuracy with intervals. */
@NullMarked
package io.srpo.train.evaluate;

import org.jspecify.annotations.NullMarked;
