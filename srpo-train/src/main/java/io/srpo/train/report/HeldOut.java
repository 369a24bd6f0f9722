package io.srpo.train.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A held-out set's figures at the first and at the last evaluation.
 *
 * @param set the set's name
 * @param after null when it was measured once only
 * @param told what may be said of the difference, for a person; empty without one
 */
record HeldOut(
        String domain, String set, Score before, @Nullable Score after, String told) {
    private static final String PASS_AT_1 = "eval/pass@1/";

    /**
     * One evaluation.
     *
     * @param passAt1 share of right answers, 0 to 1
     * @param low end of the 95% interval
     * @param passAtK pass@k by k
     */
    record Score(
            long step,
            double passAt1,
            double low,
            double high,
            int questions,
            int samples,
            Map<Integer, Double> passAtK) {}

    /** One for each domain and set that was measured, in alphabetical order, math first. */
    static List<HeldOut> of(Timeline timeline) {
        List<HeldOut> all = new ArrayList<>();
        for (String place : timeline.after(PASS_AT_1)) {
            int slash = place.indexOf('/');
            if (slash < 0) {
                continue;
            }
            List<Score> scores = new ArrayList<>();
            for (long step : timeline.steps()) {
                Score score = score(timeline, step, place);
                if (score != null) {
                    scores.add(score);
                }
            }
            Score before = scores.get(0);
            Score after = scores.size() < 2 ? null : scores.get(scores.size() - 1);
            all.add(new HeldOut(
                    place.substring(0, slash), place.substring(slash + 1), before, after, told(before, after)));
        }
        all.sort((a, b) -> Domains.ORDER.compare(a.domain(), b.domain()));
        return List.copyOf(all);
    }

    /** Its key in the metrics behind {@code eval/low/} and the like. */
    String place() {
        return domain + "/" + set;
    }

    boolean clearlyBetter() {
        return after != null && after.low() > before.high();
    }

    boolean clearlyWorse() {
        return after != null && after.high() < before.low();
    }

    private static @Nullable Score score(Timeline timeline, long step, String place) {
        Double value = timeline.at(step, PASS_AT_1 + place);
        if (value == null) {
            return null;
        }
        Map<Integer, Double> passAtK = new TreeMap<>();
        for (int k = 2; k <= 64; k *= 2) {
            Double reached = timeline.at(step, "eval/pass@" + k + "/" + place);
            if (reached != null) {
                passAtK.put(k, reached);
            }
        }
        return new Score(
                step,
                value,
                or(timeline.at(step, "eval/low/" + place), value),
                or(timeline.at(step, "eval/high/" + place), value),
                (int) or(timeline.at(step, "eval/questions/" + place), 0),
                (int) or(timeline.at(step, "eval/samples/" + place), 0),
                passAtK);
    }

    private static double or(@Nullable Double value, double other) {
        return value == null ? other : value;
    }

    /** Intervals that do not touch are taken as a clear difference; that is stricter than a test at 5% would be. */
    private static String told(Score before, @Nullable Score after) {
        if (after == null) {
            return "";
        }
        if (after.low() > before.high()) {
            return "A clear gain: the two ranges do not touch.";
        }
        if (after.high() < before.low()) {
            return "A clear loss: the two ranges do not touch.";
        }
        if (after.passAt1() == before.passAt1()) {
            return "No difference.";
        }
        return "The two ranges overlap: the difference may be chance.";
    }
}
