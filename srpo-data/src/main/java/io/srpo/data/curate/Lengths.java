package io.srpo.data.curate;

import java.util.Arrays;

/** Lengths, counted; any quantile exactly, as long as no length is above {@value #EXACT}, where they share a place. */
public final class Lengths {
    private static final int EXACT = 1 << 17;

    private long[] counts = new long[256];
    private long all;
    private long sum;
    private int longest;

    void add(int length) {
        int place = Math.min(length, EXACT);
        if (place >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(place + 1, 2 * counts.length));
        }
        counts[place]++;
        all++;
        sum += length;
        longest = Math.max(longest, length);
    }

    public long count() {
        return all;
    }

    public double mean() {
        return all == 0 ? 0 : (double) sum / all;
    }

    public int longest() {
        return longest;
    }

    /** The smallest length that at least the share {@code q} of all do not exceed; 0 when there are none. */
    public int quantile(double q) {
        long wanted = (long) Math.ceil(q * all);
        long passed = 0;
        for (int length = 0; length < counts.length; length++) {
            passed += counts[length];
            if (passed >= wanted && passed > 0) {
                return length == EXACT ? longest : length;
            }
        }
        return 0;
    }
}
