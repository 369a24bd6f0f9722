package io.srpo.train.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A chart over the run's steps.
 *
 * @param meaning one sentence that explains it to someone who meets it first
 * @param scale how its values are shown
 * @param lines at least one value in each
 */
record Chart(String title, String meaning, Scale scale, List<Line> lines) {
    /** How values are shown. */
    enum Scale {
        /** Shares from 0 to 100%, the whole range shown. */
        WHOLE,
        /** Shares, shown from 0 up to what occurs. */
        SHARE,
        /** Numbers, shown from 0. */
        AMOUNT,
        /** Numbers of any sign. */
        NUMBER
    }

    /** How a line is drawn. */
    enum Look {
        LINE,
        /** The unsmoothed values behind a smoothed line. */
        FAINT,
        /** Points joined by a thin line, with their intervals. */
        MEASURED
    }

    /**
     * A line.
     *
     * @param colour a domain's name, for its colour; empty for the next colour
     * @param values one for each of the run's steps, null where there is none
     * @param low lower ends of the intervals, or null
     * @param high upper ends, or null
     * @param run the other run whose line it is; empty for the report's own
     */
    record Line(
            String name,
            String colour,
            Look look,
            List<@Nullable Double> values,
            @Nullable List<@Nullable Double> low,
            @Nullable List<@Nullable Double> high,
            String run) {
        static Line of(String name, String colour, Look look, List<@Nullable Double> values) {
            return new Line(name, colour, look, rounded(values), null, null, "");
        }

        static Line measured(Timeline timeline, HeldOut set, String name, String colour) {
            return new Line(
                    name,
                    colour,
                    Look.MEASURED,
                    rounded(timeline.column("eval/pass@1/" + set.place())),
                    rounded(timeline.column("eval/low/" + set.place())),
                    rounded(timeline.column("eval/high/" + set.place())),
                    "");
        }

        boolean empty() {
            return values.stream().allMatch(Objects::isNull);
        }
    }

    Chart {
        lines = lines.stream().filter(line -> !line.empty()).toList();
    }

    /** A chart of plain lines, each named by what stands before the {@code =} and read from the key behind it. */
    static Chart of(Timeline timeline, String title, String meaning, Scale scale, String... lines) {
        return new Chart(
                title,
                meaning,
                scale,
                Arrays.stream(lines)
                        .map(line -> {
                            int equals = line.indexOf('=');
                            List<@Nullable Double> values = timeline.column(line.substring(equals + 1));
                            return Line.of(line.substring(0, equals), "", Look.LINE, values);
                        })
                        .toList());
    }

    /** Five significant digits: what a screen can show, and a page of a long run stays small. */
    private static List<@Nullable Double> rounded(List<@Nullable Double> values) {
        List<@Nullable Double> out = new ArrayList<>(values.size());
        for (Double value : values) {
            out.add(
                    value == null
                            ? null
                            : (Double) new BigDecimal(value)
                                    .round(new MathContext(5))
                                    .doubleValue());
        }
        return out;
    }
}
