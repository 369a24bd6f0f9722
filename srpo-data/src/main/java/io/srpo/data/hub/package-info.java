/** Public sets and models from the Hugging Face Hub, into the cache that its other tools share. */
@NullMarked
package io.srpo.data.hub;

import org.jspecify.annotations.NullMarked;
