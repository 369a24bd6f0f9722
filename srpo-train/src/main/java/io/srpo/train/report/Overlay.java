package io.srpo.train.report;

import io.srpo.train.report.Chart.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A second run laid over the first: its lines in the first one's charts, its figures beside the first one's. */
final class Overlay {
    private final List<Long> steps;

    private Overlay(List<Long> steps) {
        this.steps = steps;
    }

    /** The second run, as far as the page tells of it. */
    record Other(String title, String summary, List<HeldOut> heldOut, Cost cost, List<StageSpan> stages) {}

    static ReportData of(ReportData own, ReportData other) {
        TreeSet<Long> union = new TreeSet<>(own.steps());
        union.addAll(other.steps());
        Overlay overlay = new Overlay(List.copyOf(union));
        return own.over(
                overlay.steps,
                overlay.charts(own, own.curves(), other, other.curves()),
                overlay.charts(own, own.details(), other, other.details()),
                new Other(other.title(), other.summary(), other.heldOut(), other.cost(), other.stages()));
    }

    private List<Chart> charts(ReportData own, List<Chart> charts, ReportData other, List<Chart> others) {
        List<Chart> merged = new ArrayList<>();
        for (Chart chart : charts) {
            List<Line> lines = new ArrayList<>();
            chart.lines().forEach(line -> lines.add(spread(line, own.steps(), "")));
            others.stream()
                    .filter(candidate -> candidate.title().equals(chart.title()))
                    .flatMap(candidate -> candidate.lines().stream())
                    .filter(line -> line.look() != Chart.Look.FAINT)
                    .forEach(line -> lines.add(spread(line, other.steps(), other.title())));
            merged.add(new Chart(chart.title(), chart.meaning(), chart.scale(), lines));
        }
        return merged;
    }

    private Line spread(Line line, List<Long> own, String run) {
        String name = run.isEmpty() ? line.name() : line.name() + " \u00b7 " + run;
        return new Line(
                name,
                line.colour(),
                line.look(),
                Objects.requireNonNull(spread(line.values(), own)),
                spread(line.low(), own),
                spread(line.high(), own),
                run);
    }

    private @Nullable List<@Nullable Double> spread(@Nullable List<@Nullable Double> values, List<Long> own) {
        if (values == null) {
            return null;
        }
        List<@Nullable Double> all = new ArrayList<>();
        for (long step : steps) {
            int at = own.indexOf(step);
            all.add(at < 0 ? null : values.get(at));
        }
        return all;
    }
}
