/** Updates of the policy: packing, gradients, AdamW. */
@NullMarked
package io.srpo.engine.learn;

import org.jspecify.annotations.NullMarked;
