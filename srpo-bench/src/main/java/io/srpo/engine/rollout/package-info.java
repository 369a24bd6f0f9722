/** The sampler by itself; in its own package, where it can be seen. */
@NullMarked
package io.srpo.engine.rollout;

import org.jspecify.annotations.NullMarked;
