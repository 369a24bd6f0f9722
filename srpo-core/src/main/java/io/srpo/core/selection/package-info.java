/** Which prompts the next step takes. */
@NullMarked
package io.srpo.core.selection;

import org.jspecify.annotations.NullMarked;
