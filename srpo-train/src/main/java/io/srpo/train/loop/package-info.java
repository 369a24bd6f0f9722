/** The training loop: stages, selection, rollouts, verdicts, ledger, update, resampling. */
@NullMarked
package io.srpo.train.loop;

import org.jspecify.annotations.NullMarked;
