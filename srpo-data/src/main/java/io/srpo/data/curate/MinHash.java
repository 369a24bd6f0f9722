package io.srpo.data.curate;

import java.util.Arrays;

/**
 * What near duplicates are found by (Broder 1997): {@value #BANDS} bands of {@value #ROWS} minimal hashes over the text's three-word pieces, and a sketch of its
 * {@value #SKETCH} smallest piece hashes, from which the Jaccard similarity of two texts is worked out: exactly for texts of up to that many pieces, else
 * estimated without bias. Two texts of similarity 0.8 share a band with a chance of 99.96%.
 *
 * @param bands one key a band
 * @param sketch ascending, each once
 */
record MinHash(long[] bands, int[] sketch) {
    static final int BANDS = 20;
    static final int ROWS = 5;
    static final int SKETCH = 256;
    private static final int PIECE = 3;

    private static final long[] FACTORS = new long[BANDS * ROWS];

    static {
        for (int i = 0; i < FACTORS.length; i++) {
            FACTORS[i] = Mix.of(0x5DEECE66DL + i) | 1;
        }
    }

    static MinHash of(Words words) {
        long[] pieces = words.grams(PIECE);
        int[] smallest = new int[FACTORS.length];
        Arrays.fill(smallest, Integer.MAX_VALUE);
        int[] sketch = new int[pieces.length];
        for (int p = 0; p < pieces.length; p++) {
            long piece = pieces[p];
            sketch[p] = (int) (piece >>> 32);
            for (int i = 0; i < FACTORS.length; i++) {
                int hash = (int) ((piece * FACTORS[i]) >>> 32);
                if (hash < smallest[i]) {
                    smallest[i] = hash;
                }
            }
        }
        long[] bands = new long[BANDS];
        for (int b = 0; b < BANDS; b++) {
            long key = 1L + b;
            for (int r = 0; r < ROWS; r++) {
                key = Mix.of(key * 31 + smallest[b * ROWS + r]);
            }
            bands[b] = key;
        }
        return new MinHash(bands, smallestOf(sketch));
    }

    private static int[] smallestOf(int[] hashes) {
        Arrays.sort(hashes);
        int different = 0;
        for (int i = 0; i < hashes.length; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[different++] = hashes[i];
            }
        }
        return Arrays.copyOf(hashes, Math.min(SKETCH, different));
    }

    /** The Jaccard similarity of two texts, 0 to 1, by their sketches. */
    static double similarity(int[] a, int[] b) {
        if (a.length == 0 || b.length == 0) {
            return a.length == b.length ? 1 : 0;
        }
        boolean whole = a.length < SKETCH && b.length < SKETCH;
        int limit = whole ? Integer.MAX_VALUE : Math.min(SKETCH, Math.max(a.length, b.length));
        int i = 0;
        int j = 0;
        int both = 0;
        int all = 0;
        while ((i < a.length || j < b.length) && all < limit) {
            if (j == b.length || (i < a.length && a[i] < b[j])) {
                i++;
            } else if (i == a.length || b[j] < a[i]) {
                j++;
            } else {
                both++;
                i++;
                j++;
            }
            all++;
        }
        return (double) both / all;
    }
}
