/** From text to token ids and back, and the chat template around a conversation. */
@NullMarked
package io.srpo.engine.tokenizer;

import org.jspecify.annotations.NullMarked;
