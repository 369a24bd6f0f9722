package io.srpo.data.curate;

import java.util.Arrays;

/** The first index that was seen with each 64-bit key; 12 bytes an entry at load 1/2 to 1, no boxes. */
final class LongTable {
    private long[] keys = new long[1 << 10];
    private int[] values = new int[1 << 10];
    private int size;

    LongTable() {
        Arrays.fill(values, -1);
    }

    /** The index kept under the key, or -1 when it was new and this index is kept now. */
    int putIfAbsent(long key, int index) {
        if (10L * size >= 7L * keys.length) {
            grow();
        }
        int slot = slot(key);
        if (values[slot] >= 0) {
            return values[slot];
        }
        keys[slot] = key;
        values[slot] = index;
        size++;
        return -1;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) Mix.of(key) & mask;
        while (values[slot] >= 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[keys.length];
        Arrays.fill(values, -1);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] >= 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
