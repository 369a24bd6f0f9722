package io.srpo.core.history;

import io.srpo.core.SrpoException;

/**
 * How many of a batch's places go to prompts under review; our decision.
 *
 * <p>Counted from the epoch's beginning, reviewed prompts are never more than {@code share} of the prompts drawn, and a batch has at
 * most {@code share} of its places rounded up. So with 8 prompts a batch and a share of 0.1 the first batch has no place and then four
 * in five have one; rounding each batch down by itself would leave small batches without any review.
 *
 * @param prompts places of a full batch, at least 1
 * @param share 0 to 0.1; 0 for no review
 */
public record ReviewPlaces(int prompts, double share) {
    /** Forgives the binary form of a decimal share: 0.1 x 30 is 3 places. */
    private static final double ROUNDING = 1e-9;

    public ReviewPlaces {
        if (prompts < 1) {
            throw SrpoException.input("rollout.prompts must be at least 1, not " + prompts);
        }
    }

    /**
     * Places of the next batch.
     *
     * @param drawn active prompts drawn since the epoch's beginning
     * @param reviewed reviewed prompts drawn since the epoch's beginning
     * @param left active prompts still to come, at least 1
     * @param waiting prompts under review still to come
     */
    public int next(int drawn, int reviewed, int left, int waiting) {
        int most = Math.min(waiting, (int) Math.ceil(share * prompts - ROUNDING));
        for (int places = most; places > 0; places--) {
            int active = Math.min(prompts - places, left);
            if (reviewed + places <= share * (drawn + reviewed + places + active) + ROUNDING) {
                return places;
            }
        }
        return 0;
    }

    /** Places of a whole epoch over so many active prompts. */
    public int inEpoch(int active) {
        int drawn = 0;
        int reviewed = 0;
        while (drawn < active) {
            int places = next(drawn, reviewed, active - drawn, Integer.MAX_VALUE);
            reviewed += places;
            drawn += Math.min(prompts - places, active - drawn);
        }
        return reviewed;
    }
}
