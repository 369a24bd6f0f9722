/** The engine's front: one policy with all that is done to it. */
@NullMarked
package io.srpo.engine;

import org.jspecify.annotations.NullMarked;
