package io.srpo.data.curate;

import java.util.Arrays;

/**
 * Finds, among many questions, those that nearly repeat an earlier one. Two are compared only when their tags (figures and answer) are the same: a problem with
 * another number is another problem. Of a chain of likes the first is kept.
 *
 * <p>Memory: 4 bytes for each of {@value MinHash#BANDS} bands and each distinct three-word piece, some 300 bytes a question. Time grows as n log n: one sort a band.
 */
final class NearDuplicates {
    /** So many of the earliest in a band's bucket are compared with; more would be quadratic in buckets of near-identical texts, which fall to the first anyway. */
    private static final int COMPARED = 32;

    private int[] bands = new int[MinHash.BANDS << 10];
    private int[][] sketches = new int[1 << 10][];
    private long[] tags = new long[1 << 10];
    private int[] rows = new int[1 << 10];
    private int size;

    /**
     * @param row the question's number, rising from call to call
     * @param tag questions of different tags are never alike
     */
    void add(int row, MinHash hash, long tag) {
        if (size == rows.length) {
            bands = Arrays.copyOf(bands, 2 * bands.length);
            sketches = Arrays.copyOf(sketches, 2 * size);
            tags = Arrays.copyOf(tags, 2 * size);
            rows = Arrays.copyOf(rows, 2 * size);
        }
        for (int b = 0; b < MinHash.BANDS; b++) {
            bands[size * MinHash.BANDS + b] = (int) (Mix.of(hash.bands()[b] ^ tag) >>> 32);
        }
        sketches[size] = hash.sketch();
        tags[size] = tag;
        rows[size++] = row;
    }

    /** What is told of each removed question. */
    interface Found {
        /**
         * @param row the one to remove
         * @param twin the earlier one that is kept
         */
        void pair(int row, int twin, double similarity);
    }

    /** @param threshold Jaccard similarity from which two are alike, such as 0.8 */
    void find(double threshold, Found found) {
        Longs pairs = new Longs();
        long[] keyed = new long[size];
        for (int b = 0; b < MinHash.BANDS; b++) {
            for (int i = 0; i < size; i++) {
                keyed[i] = ((long) bands[i * MinHash.BANDS + b] << 32) | i;
            }
            Arrays.sort(keyed);
            buckets(keyed, threshold, pairs);
        }
        boolean[] removed = new boolean[size];
        for (long pair : pairs.sorted()) {
            int later = (int) (pair >>> 32);
            int earlier = (int) pair;
            if (!removed[later] && !removed[earlier]) {
                removed[later] = true;
                found.pair(rows[later], rows[earlier], MinHash.similarity(sketches[later], sketches[earlier]));
            }
        }
    }

    private void buckets(long[] keyed, double threshold, Longs pairs) {
        int from = 0;
        for (int at = 1; at <= keyed.length; at++) {
            if (at < keyed.length && keyed[at] >>> 32 == keyed[from] >>> 32) {
                continue;
            }
            for (int j = from + 1; j < at; j++) {
                for (int i = from; i < Math.min(j, from + COMPARED); i++) {
                    compare((int) keyed[i], (int) keyed[j], threshold, pairs);
                }
            }
            from = at;
        }
    }

    private void compare(int earlier, int later, double threshold, Longs pairs) {
        if (tags[earlier] == tags[later] && MinHash.similarity(sketches[earlier], sketches[later]) >= threshold) {
            pairs.add(((long) later << 32) | earlier);
        }
    }
}
