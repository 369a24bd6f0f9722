/** What is known of every prompt from its rollouts, and the resampling of the next epoch's pool from it. */
@NullMarked
package io.srpo.core.history;

import org.jspecify.annotations.NullMarked;
