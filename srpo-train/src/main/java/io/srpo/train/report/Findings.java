package io.srpo.train.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What went wrong, or should be known before the figures are believed; each a sentence for a person. The thresholds are ours. */
final class Findings {
    private static final double MUCH_CUT = 0.2;
    private static final double LITTLE_TAUGHT = 0.25;
    private static final double WIDE_GAP = 0.05;
    private static final double LEARNED_BY_HEART = 0.25;
    private static final int FEW_QUESTIONS = 30;

    private Findings() {}

    static List<String> of(Timeline timeline, List<String> domains, List<HeldOut> heldOut, List<StageSpan> stages) {
        List<String> told = new ArrayList<>();
        for (HeldOut set : heldOut) {
            if (set.clearlyWorse()) {
                told.add("Training did harm on " + set.domain() + " (" + set.set()
                        + "): the share of right answers fell.");
            }
            if (set.before().questions() > 0 && set.before().questions() < FEW_QUESTIONS) {
                told.add("The " + set.domain() + " figure rests on "
                        + set.before().questions() + " unseen problems only; take more to be surer.");
            }
        }
        long unjudged = Math.round(timeline.sum("rollouts/unjudged"));
        if (unjudged > 0) {
            told.add(Words.count(unjudged) + " of " + Words.count(Math.round(timeline.sum("rollouts/paid")))
                    + " practice answers could not be checked, because the checker failed; they counted as nothing.");
        }
        for (String domain : domains) {
            double cut = timeline.lately("truncated/" + domain);
            if (cut > MUCH_CUT) {
                told.add(Words.percent(cut) + " of the latest " + domain
                        + " answers were cut at the length limit before they came to an end; allow longer ones.");
            }
            double practised = timeline.lately("pass@1/" + domain);
            for (HeldOut set : heldOut) {
                HeldOut.Score after = set.after();
                if (set.domain().equals(domain) && after != null && practised - after.passAt1() > LEARNED_BY_HEART) {
                    told.add("The model solves its " + domain + " practice problems (" + Words.percent(practised)
                            + ") far better than unseen ones (" + Words.percent(after.passAt1())
                            + "): it may be learning them by heart.");
                }
            }
        }
        double effective = timeline.lately("groups/effective-ratio");
        if (effective < LITTLE_TAUGHT) {
            told.add("In the latest steps only " + Words.percent(effective)
                    + " of the problems taught anything: the others were answered all right or all wrong. Harder, or easier, problems would"
                    + " pay more.");
        }
        double gap = timeline.lately("update/log-prob-gap");
        if (gap > WIDE_GAP) {
            told.add("What draws the answers and what learns from them disagree by "
                    + String.format(Locale.ROOT, "%.2f", gap)
                    + " a token (log-probability); that is more than rounding.");
        }
        stages.stream()
                .filter(stage -> stage.endedBy().contains("no prompt is left"))
                .forEach(stage -> told.add("Stage " + stage.name() + " ran out of problems: all were solved."));
        return told;
    }
}
