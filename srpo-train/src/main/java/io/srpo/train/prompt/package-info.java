/** From a task to the text that the model is shown. */
@NullMarked
package io.srpo.train.prompt;

import org.jspecify.annotations.NullMarked;
