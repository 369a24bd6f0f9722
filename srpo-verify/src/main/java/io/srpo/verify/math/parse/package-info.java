/** From answer text (LaTeX, Unicode, plain) to a tree. */
@NullMarked
package io.srpo.verify.math.parse;

import org.jspecify.annotations.NullMarked;
