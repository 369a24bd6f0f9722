/** The algorithm in plain Java; the packages stand in the order in which data flows: task, rollout, reward, advantage, objective, history, selection, stage. */
@NullMarked
package io.srpo.core;

import org.jspecify.annotations.NullMarked;
