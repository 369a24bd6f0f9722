/** Makes the bundled policy's tokenizer from generated text. */
@NullMarked
package io.srpo.data.tokenize;

import org.jspecify.annotations.NullMarked;
