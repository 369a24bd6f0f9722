/** The ledger: every rollout, every decision and every evaluated answer of a run, with reasons, in one DuckDB file that anyone can query. */
@NullMarked
package io.srpo.data.ledger;

import org.jspecify.annotations.NullMarked;
