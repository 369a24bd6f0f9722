package io.srpo.data.curate;

import java.util.Arrays;

/** A growing list of longs. */
final class Longs {
    private long[] values = new long[1 << 8];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    long get(int index) {
        return values[index];
    }

    void set(int index, long value) {
        values[index] = value;
    }

    int size() {
        return size;
    }

    long[] sorted() {
        long[] all = Arrays.copyOf(values, size);
        Arrays.sort(all);
        return all;
    }
}
