/** Weights on disk: safetensors and GGUF, in and out. */
@NullMarked
package io.srpo.engine.weights;

import org.jspecify.annotations.NullMarked;
