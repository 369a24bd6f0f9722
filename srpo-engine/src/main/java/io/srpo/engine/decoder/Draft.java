package io.srpo.engine.decoder;

import org.bytedeco.pytorch.Tensor;

/** Where rows are worked out, some at a time. */
@FunctionalInterface
interface Draft {
    /** Rows {@code from} to {@code from + count}, to be written; they may be lost once other ones are asked for. */
    Tensor rows(long from, long count);

    /** Rounds them to where products read them, if it is somewhere else. */
    default void round(long from, long count) {}
}
