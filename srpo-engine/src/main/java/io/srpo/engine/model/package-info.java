/** What a model is: its shape and its decoder. */
@NullMarked
package io.srpo.engine.model;

import org.jspecify.annotations.NullMarked;
