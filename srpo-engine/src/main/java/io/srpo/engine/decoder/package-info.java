/** The decoder's arithmetic: parameters, packed forward and hand-written backward, head, cached decoding. */
@NullMarked
package io.srpo.engine.decoder;

import org.jspecify.annotations.NullMarked;
