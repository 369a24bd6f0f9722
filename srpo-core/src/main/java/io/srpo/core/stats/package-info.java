/** pass@k, bootstrap intervals, smoothing. */
@NullMarked
package io.srpo.core.stats;

import org.jspecify.annotations.NullMarked;
