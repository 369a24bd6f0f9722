/** The run directory: lock, manifest, checkpoints, metrics, and the one record that a resume needs. */
@NullMarked
package io.srpo.train.run;

import org.jspecify.annotations.NullMarked;
