package io.srpo.train.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The run in two sentences: what came of it, and what was done. */
final class Summary {
    private Summary() {}

    /** "Math: 31% → 62% of unseen problems right; code: 20% → 41%. 1,920 answers drawn in 4.1 minutes." */
    static String of(List<HeldOut> heldOut, Cost cost) {
        List<String> parts = new ArrayList<>();
        for (HeldOut set : heldOut) {
            boolean alone = heldOut.stream()
                            .filter(s -> s.domain().equals(set.domain()))
                            .count()
                    == 1;
            HeldOut.Score after = set.after();
            String name = alone ? set.domain() : set.domain() + " (" + set.set() + ")";
            String before = Words.percent(set.before().passAt1());
            String figures =
                    after == null ? before + " before training" : before + " \u2192 " + Words.percent(after.passAt1());
            parts.add(name + ": " + figures + (parts.isEmpty() ? " of unseen problems answered right" : ""));
        }
        String paid = cost.rollouts() == 0
                ? "No answers have been drawn for training yet."
                : Words.count(cost.rollouts()) + " practice answers drawn in " + Words.duration(cost.seconds()) + ".";
        return parts.isEmpty()
                ? "Nothing was measured on unseen problems. " + paid
                : Words.capital(String.join("; ", parts)) + ". " + paid;
    }

    /** What was tried, for someone who has never met any of this. */
    static String tried(Setup setup, List<StageSpan> stages, boolean ended) {
        if (stages.isEmpty()) {
            return "The run has not made a step yet.";
        }
        String done = stages.stream()
                .map(stage -> stage.name() + " (" + steps(stage.to() - stage.from() + 1) + ")")
                .collect(Collectors.joining(", then "));
        String model = setup.model().isEmpty() ? "A language model" : "The language model " + setup.model();
        String samples = setup.samples() > 0 ? setup.samples() + " times " : "several times ";
        String going = ended ? "" : " This is how far it has come; the run is not at its end.";
        return model + " learned by trying: it answered each practice problem " + samples
                + "and a program checked every answer; what led to right answers was made more likely. It went through "
                + (stages.size() == 1 ? "one stage: " : stages.size() + " stages: ") + done + "." + going;
    }

    private static String steps(long count) {
        return count + (count == 1 ? " step" : " steps");
    }
}
