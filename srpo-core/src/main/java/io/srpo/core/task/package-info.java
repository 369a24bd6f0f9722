/** A problem, its domain and its reference answer. */
@NullMarked
package io.srpo.core.task;

import org.jspecify.annotations.NullMarked;
