/**
 * A run's configuration: YAML in, checked against the published schema {@code srpo-config.schema.json}, a tree of records out, and back.
 *
 * <p>The schema is also where every default lives, so that an editor that knows it shows the same value that a run uses.
 */
@NullMarked
package io.srpo.train.config;

import org.jspecify.annotations.NullMarked;
