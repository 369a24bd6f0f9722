/** Problem sets in: JSON lines with the plain layouts or a known one, recognised by its columns. */
@NullMarked
package io.srpo.data.read;

import org.jspecify.annotations.NullMarked;
