/** From an answer to a reward: the verdict with its reason, the reward's parts, their weights. */
@NullMarked
package io.srpo.core.reward;

import org.jspecify.annotations.NullMarked;
