/** Small helpers over libtorch: threads, constants, buffers, copies between Java arrays and tensors. */
@NullMarked
package io.srpo.engine.torch;

import org.jspecify.annotations.NullMarked;
