/** What a training step reports: pure functions of its answers, its batch and its update. */
@NullMarked
package io.srpo.core.metrics;

import org.jspecify.annotations.NullMarked;
