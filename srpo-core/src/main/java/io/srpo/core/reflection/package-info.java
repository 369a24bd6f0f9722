/** Counts of words that show rechecking, hesitation and exploration. */
@NullMarked
package io.srpo.core.reflection;

import org.jspecify.annotations.NullMarked;
