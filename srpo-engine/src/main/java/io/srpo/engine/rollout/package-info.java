/** Drawing answers from the policy. */
@NullMarked
package io.srpo.engine.rollout;

import org.jspecify.annotations.NullMarked;
