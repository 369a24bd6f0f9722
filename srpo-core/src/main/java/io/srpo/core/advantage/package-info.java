/** From rewards to advantages, and the batch that the learner is given. */
@NullMarked
package io.srpo.core.advantage;

import org.jspecify.annotations.NullMarked;
