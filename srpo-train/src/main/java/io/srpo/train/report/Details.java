package io.srpo.train.report;

import io.srpo.train.report.Chart.Line;
import io.srpo.train.report.Chart.Look;
import io.srpo.train.report.Chart.Scale;
import java.util.ArrayList;
import java.util.List;

/** What an engineer looks at, from the same metrics; a chart without values is left out. */
final class Details {
    private static final String KL = "KL";

    private Details() {}

    static List<Chart> of(Timeline timeline, List<String> domains, List<HeldOut> heldOut) {
        List<Chart> charts = new ArrayList<>();
        charts.addAll(answers(timeline, domains, heldOut));
        charts.addAll(update(timeline));
        charts.addAll(machine(timeline));
        boolean anchored = timeline.measured("update/kl").stream().anyMatch(kl -> kl != 0);
        return charts.stream()
                .filter(chart ->
                        !chart.lines().isEmpty() && (anchored || !chart.title().equals(KL)))
                .toList();
    }

    private static List<Chart> answers(Timeline timeline, List<String> domains, List<HeldOut> heldOut) {
        List<Chart> charts = new ArrayList<>();
        for (HeldOut set : heldOut) {
            List<Line> lines = new ArrayList<>();
            for (int k = 1; k <= 64; k *= 2) {
                String key = "eval/pass@" + k + "/" + set.place();
                lines.add(Line.of("pass@" + k, "", Look.MEASURED, timeline.column(key)));
            }
            charts.add(new Chart(
                    "pass@k, " + set.domain() + " (" + set.set() + ")",
                    "Share of held-out problems for which at least one of k answers is right, unbiased.",
                    Scale.WHOLE,
                    lines));
        }
        for (String domain : domains) {
            charts.add(new Chart(
                    "Reward, " + domain,
                    "Mean reward of an answer and the weighted parts it is the sum of.",
                    Scale.NUMBER,
                    timeline.after("reward/").stream()
                            .filter(part -> part.endsWith("/" + domain))
                            .map(part -> Line.of(
                                    part.substring(0, part.indexOf('/')),
                                    "",
                                    Look.LINE,
                                    timeline.column("reward/" + part)))
                            .toList()));
            charts.add(Chart.of(
                    timeline,
                    "Response length, " + domain,
                    "Tokens of right and of wrong answers.",
                    Scale.AMOUNT,
                    "right=length/" + domain + "/right",
                    "wrong=length/" + domain + "/wrong"));
        }
        charts.add(Chart.of(
                timeline,
                "Groups",
                "A group is all answers to one prompt in a step. Mixed groups carry the gradient.",
                Scale.AMOUNT,
                "mixed=groups/mixed",
                "all right=groups/all-right",
                "all wrong=groups/all-wrong",
                "unjudged=groups/unjudged"));
        charts.add(new Chart(
                "Truncation",
                "Share of answers cut at the length limit.",
                Scale.SHARE,
                byDomain(timeline, domains, "truncated/")));
        charts.add(Chart.of(
                timeline,
                "Reflection",
                "Signs of rechecking, hesitation and exploration in an answer, by word lists.",
                Scale.AMOUNT,
                "recheck=reflection/recheck",
                "hesitation=reflection/hesitation",
                "exploration=reflection/exploration"));
        charts.add(Chart.of(
                timeline,
                "Pool",
                "Prompts trained on, dropped as solved, and dropped ones under review, when the step was drawn.",
                Scale.AMOUNT,
                "active=pool/active",
                "dropped=pool/dropped",
                "under review=pool/under-review"));
        return charts;
    }

    private static List<Chart> update(Timeline timeline) {
        return List.of(
                Chart.of(
                        timeline,
                        "Entropy",
                        "How undecided the model is about the next token, in nats. A fall to 0 means that it no longer tries anything.",
                        Scale.AMOUNT,
                        "entropy=update/entropy"),
                Chart.of(
                        timeline,
                        "Gradient norm",
                        "Size of the update before clipping. Leaps hint at unstable training.",
                        Scale.AMOUNT,
                        "norm=update/gradient-norm"),
                Chart.of(
                        timeline,
                        "Log-probability gap",
                        "Mean absolute difference between what drew the answers and what learns from them; rounding only, so near 0.",
                        Scale.AMOUNT,
                        "gap=update/log-prob-gap"),
                Chart.of(
                        timeline,
                        "Loss",
                        "The objective's value; near 0 by construction.",
                        Scale.NUMBER,
                        "loss=update/loss"),
                Chart.of(
                        timeline,
                        "Ratio",
                        "New over old probability of a trained token; 1 on a step's first update.",
                        Scale.AMOUNT,
                        "mean=update/ratio-mean",
                        "largest=update/ratio-max"),
                Chart.of(
                        timeline,
                        "Clipped tokens",
                        "Share of trained tokens whose gradient the clip removed.",
                        Scale.SHARE,
                        "share=update/clipped-share"),
                Chart.of(
                        timeline,
                        KL,
                        "Mean estimate a token of the distance to the reference.",
                        Scale.AMOUNT,
                        "kl=update/kl"),
                Chart.of(
                        timeline,
                        "Learning rate",
                        "In force at each step.",
                        Scale.AMOUNT,
                        "rate=update/learning-rate"));
    }

    private static List<Chart> machine(Timeline timeline) {
        return List.of(
                Chart.of(
                        timeline,
                        "Speed",
                        "Tokens a second, drawing answers and learning from them.",
                        Scale.AMOUNT,
                        "drawing=speed/rollout-tokens",
                        "learning=speed/update-tokens"),
                Chart.of(
                        timeline,
                        "Seconds a step",
                        "And what they went into; sampling is a part of drawing.",
                        Scale.AMOUNT,
                        "step=time/step",
                        "drawing=time/rollout",
                        "sampling=time/sampling",
                        "checking=time/verdicts",
                        "learning=time/update"),
                Chart.of(
                        timeline,
                        "Places filled",
                        "Share of the answers decoded at once that had not ended yet.",
                        Scale.SHARE,
                        "filled=speed/full-places"),
                Chart.of(timeline, "Memory", "Resident memory in MB.", Scale.AMOUNT, "resident=memory/resident-mb"),
                Chart.of(
                        timeline,
                        "Answers paid and used",
                        "All answers of a step, and those that carried a gradient.",
                        Scale.AMOUNT,
                        "paid=rollouts/paid",
                        "used=rollouts/used",
                        "unjudged=rollouts/unjudged"));
    }

    private static List<Line> byDomain(Timeline timeline, List<String> domains, String key) {
        return domains.stream()
                .map(domain -> Line.of(domain, domain, Look.LINE, timeline.column(key + domain)))
                .toList();
    }
}
