/** Prompts in, answers out: sampling, rollouts, groups, and the port to an engine. */
@NullMarked
package io.srpo.core.rollout;

import org.jspecify.annotations.NullMarked;
