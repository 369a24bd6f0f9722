/**
 * What the engine computes with, each beside libtorch's operators in one respect: written in fewer passes, rounded as it is written, or with a matrix laid out ahead. Most are oneDNN's, called directly; libtorch's own are taken
 * where its library is not there.
 */
@NullMarked
package io.srpo.engine.kernels;

import org.jspecify.annotations.NullMarked;
