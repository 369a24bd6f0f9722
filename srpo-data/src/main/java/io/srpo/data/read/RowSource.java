package io.srpo.data.read;

import org.jspecify.annotations.Nullable;

/** The rows of one file, one after the other, whatever its format; holds one row at a time. Not thread-safe. */
public interface RowSource extends AutoCloseable {
    /** A row, or what is wrong in its place. */
    sealed interface Item {
        /** A row as it was read. */
        record Good(Row row) implements Item {}

        /**
         * A line that is no row; those after it are read all the same as far as the format allows.
         *
         * @param line counted from 1
         * @param what without file and line
         */
        record Bad(int line, String what) implements Item {}
    }

    /**
     * The next row, or null at the end.
     *
     * @throws io.srpo.core.SrpoException (input) when the file cannot be read any further
     */
    @Nullable
    Item next();

    @Override
    void close();
}
