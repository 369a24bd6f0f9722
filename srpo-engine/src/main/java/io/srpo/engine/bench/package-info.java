/** What this machine can do at most, to hold speeds against. */
@NullMarked
package io.srpo.engine.bench;

import org.jspecify.annotations.NullMarked;
