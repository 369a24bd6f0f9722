package io.srpo.core.history;

/**
 * What an epoch's rollouts say of one prompt.
 *
 * @param drops whether it has no place in training any more
 * @param open whether it is seen to have something left to learn; neither when too little was seen to tell
 */
record Finding(boolean drops, boolean open, String reason) {
    static Finding of(Tally tally, ResamplingOptions options) {
        String note = tally.unjudged() == 0 ? "" : "; " + tally.unjudged() + " more could not be judged";
        int judged = tally.judged();
        if (judged == 0) {
            return new Finding(
                    false, false, tally.unjudged() == 0 ? "not met in this epoch" : "no rollout judged" + note);
        }
        boolean solved = tally.passRate() >= options.solvedAt();
        boolean hopeless = tally.right() == 0 && options.dropAllWrong();
        if ((solved || hopeless) && judged < options.minRollouts()) {
            String reason = shares(tally) + ", but " + judged + " are too few to go by (at least "
                    + options.minRollouts() + ")";
            return new Finding(false, false, reason + note);
        }
        if (solved && tally.wrong() > 0) {
            String reason = shares(tally) + ", which counts as solved (from " + options.solvedAt() + ")";
            return new Finding(true, false, reason + note);
        }
        return new Finding(solved || hopeless, !solved && !hopeless, shares(tally) + note);
    }

    private static String shares(Tally tally) {
        int judged = tally.judged();
        String rollouts = judged == 1 ? " rollout" : " rollouts";
        if (tally.wrong() == 0) {
            return judged == 1 ? "the only rollout was right" : "all " + judged + rollouts + " were right";
        }
        if (tally.right() == 0) {
            return judged == 1 ? "the only rollout was wrong" : "all " + judged + rollouts + " were wrong";
        }
        return tally.right() + " of " + judged + rollouts + (tally.right() == 1 ? " was right" : " were right");
    }
}
