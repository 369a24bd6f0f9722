/** Whether two answer trees mean the same. */
@NullMarked
package io.srpo.verify.math.compare;

import org.jspecify.annotations.NullMarked;
