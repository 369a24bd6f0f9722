package io.srpo.train.report;

import io.srpo.train.report.Chart.Line;
import io.srpo.train.report.Chart.Look;
import io.srpo.train.report.Chart.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The few curves that tell the story: how much is answered right, how long answers are, and how many problems still teach. */
final class Curves {
    private Curves() {}

    static List<Chart> of(Timeline timeline, List<String> domains, List<HeldOut> heldOut) {
        List<Chart> charts = new ArrayList<>();
        for (String domain : domains) {
            charts.add(right(timeline, domain, heldOut));
        }
        List<Line> lengths = new ArrayList<>();
        for (String domain : domains) {
            lengths.addAll(smoothed(domain, domain, timeline.column("length/" + domain)));
        }
        charts.add(new Chart(
                "Length of the answers",
                "Tokens in an answer, on average. A token is a piece of text about as long as a short word.",
                Scale.AMOUNT,
                lengths));
        charts.add(new Chart(
                "Problems that teach something",
                "Share of a step's problems whose answers did not all come out the same. Only these teach: where all is right or all is"
                        + " wrong, there is nothing to prefer.",
                Scale.WHOLE,
                smoothed("share", "", timeline.column("groups/effective-ratio"))));
        return charts.stream().filter(chart -> !chart.lines().isEmpty()).toList();
    }

    private static Chart right(Timeline timeline, String domain, List<HeldOut> heldOut) {
        List<Line> lines = new ArrayList<>(smoothed("practice", domain, timeline.column("pass@1/" + domain)));
        List<HeldOut> sets =
                heldOut.stream().filter(set -> set.domain().equals(domain)).toList();
        for (HeldOut set : sets) {
            String name = sets.size() == 1 ? "unseen problems" : "unseen: " + set.set();
            lines.add(Line.measured(timeline, set, name, ""));
        }
        return new Chart(
                "Right answers: " + domain,
                "Practice problems may become harder on the way, as solved ones are set aside. Unseen problems stay the same; the shade is"
                        + " the range in which the true value lies with 95% confidence.",
                Scale.WHOLE,
                lines);
    }

    private static List<Line> smoothed(String name, String colour, List<@Nullable Double> values) {
        int window = Smoothing.window(values.stream().filter(Objects::nonNull).count());
        if (window == 1) {
            return List.of(Line.of(name, colour, Look.LINE, values));
        }
        return List.of(
                Line.of(name + ", each step", colour, Look.FAINT, values),
                Line.of(
                        name + ", mean of " + window + " steps",
                        colour,
                        Look.LINE,
                        Smoothing.trailing(values, window)));
    }
}
