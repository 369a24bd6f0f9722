package io.srpo.train.evaluate;

import io.srpo.core.stats.Interval;
import io.srpo.core.stats.Paired;
import io.srpo.data.ledger.EvaluationRow;
import io.srpo.train.page.PlainPage;
import io.srpo.train.page.PlainPage.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Two evaluations of the same questions as one page that opens anywhere: the difference with its interval, where it comes from, and every question gained or
 * lost with an answer from each side.
 */
public final class ComparisonPage {
    private static final int MOST = 100;
    private static final int LONGEST = 4000;

    private final PlainPage page;
    private final Against against;
    private final Map<String, List<EvaluationRow>> there;
    private final Map<String, List<EvaluationRow>> here;
    private final @Nullable Overlap overlap;

    private ComparisonPage(PlainPage page, Against against, Side there, Side here, @Nullable Overlap overlap) {
        this.page = page;
        this.against = against;
        this.there = byTask(there.rows());
        this.here = byTask(here.rows());
        this.overlap = overlap;
    }

    /**
     * One of the two evaluations.
     *
     * @param name what it is called
     * @param figures for the map of strong and weak areas
     */
    public record Side(String name, List<EvaluationRow> rows, Figures figures) {}

    /**
     * The page's HTML.
     *
     * @param overlap of the questions with what the later model was trained on; null when that was not asked for
     */
    public static String of(Against against, Side before, Side after, @Nullable Overlap overlap) {
        PlainPage page = new PlainPage(after.name() + " against " + before.name());
        ComparisonPage comparison = new ComparisonPage(page, against, before, after, overlap);
        comparison.difference();
        comparison.contamination();
        comparison.areas(before.figures(), after.figures());
        comparison.questions("Gained", against.gained());
        comparison.questions("Lost", against.lost());
        return page.html();
    }

    private void difference() {
        Paired paired = against.paired();
        Interval interval = paired.interval();
        page.big(points(paired.difference()) + " points on " + paired.questions() + " questions");
        page.sentence("95% interval " + points(interval.low()) + " to " + points(interval.high()) + ". "
                + verdict(interval) + " Solved only now: " + paired.onlySecond() + ", only before: "
                + paired.onlyFirst() + "; McNemar's exact p " + String.format(Locale.ROOT, "%.3g", paired.p()) + ".");
        page.note(
                "A point is one question in a hundred. The interval tells how far the difference would move with other questions of the same kind, not"
                        + " with another seed of the training. A question counts as solved when at least half of its answers are right.");
    }

    private static String verdict(Interval interval) {
        if (interval.low() > 0) {
            return "The gain is more than chance over questions explains.";
        }
        return interval.high() < 0 ? "The loss is more than chance over questions explains." : "That may be chance.";
    }

    private void contamination() {
        if (overlap == null) {
            page.note("Whether these questions overlap the training data was not looked at; --trained-on FILE does.");
            return;
        }
        int found = overlap.questions().size();
        if (found == 0) {
            page.note("None of the questions overlaps the training data that was named.");
            return;
        }
        page.flag("Contamination: " + found + " of " + (found + overlap.clean())
                + " questions overlap the training data; they are marked below. Now right on these: "
                + percent(overlap.passAt1()) + ", on the others: " + percent(overlap.passAt1Clean()) + ".");
    }

    private void areas(Figures before, Figures after) {
        after.by().forEach((label, parts) -> {
            Map<String, Figures.Part> earlier = before.by().getOrDefault(label, Map.of());
            List<List<Cell>> rows = new ArrayList<>();
            for (String value : new TreeSet<>(parts.keySet())) {
                Figures.Part now = parts.get(value);
                Figures.Part then = earlier.get(value);
                if (now != null && then != null) {
                    rows.add(List.of(
                            Cell.of(value),
                            Cell.of(Integer.toString(now.questions())),
                            Cell.of(percent(then.passAt1())),
                            scale(then),
                            Cell.of(percent(now.passAt1())),
                            scale(now),
                            Cell.of(points(now.passAt1() - then.passAt1()))));
                }
            }
            if (!rows.isEmpty()) {
                page.heading("Strong and weak by " + label);
                page.table(List.of(label, "questions", "before", "0 to 100%", "after", "0 to 100%", "change"), rows);
            }
        });
    }

    private static Cell scale(Figures.Part part) {
        return PlainPage.scale(
                part.interval().low(), part.passAt1(), part.interval().high());
    }

    private void questions(String title, List<String> ids) {
        page.heading(title + ": " + ids.size());
        for (String id : ids.subList(0, Math.min(MOST, ids.size()))) {
            List<EvaluationRow> before = there.getOrDefault(id, List.of());
            List<EvaluationRow> after = here.getOrDefault(id, List.of());
            if (!before.isEmpty() && !after.isEmpty()) {
                boolean seen = overlap != null && overlap.questions().containsKey(id);
                page.sentence((seen ? "[overlaps the training data] " : "")
                        + after.get(0).question());
                page.note(id + ": right before " + rights(before) + ", now " + rights(after));
                page.pair(answer(before), answer(after));
            }
        }
        if (ids.size() > MOST) {
            page.note((ids.size() - MOST) + " more are in the answers' tables.");
        }
    }

    private static String rights(List<EvaluationRow> rows) {
        return rows.stream().filter(row -> row.verdict().right()).count() + " of " + rows.size();
    }

    /** An answer as most of them came out. */
    private static PlainPage.Judged answer(List<EvaluationRow> rows) {
        long right = rows.stream().filter(row -> row.verdict().right()).count();
        boolean mostly = 2 * right >= rows.size();
        EvaluationRow row = rows.stream()
                .filter(each -> each.verdict().right() == mostly)
                .findFirst()
                .orElse(rows.get(0));
        String response = row.response();
        return new PlainPage.Judged(
                response.length() <= LONGEST ? response : response.substring(0, LONGEST) + " ...",
                row.verdict().right(),
                row.verdict().reason());
    }

    private static Map<String, List<EvaluationRow>> byTask(List<EvaluationRow> rows) {
        Map<String, List<EvaluationRow>> byTask = new LinkedHashMap<>();
        rows.forEach(row ->
                byTask.computeIfAbsent(row.taskId(), id -> new ArrayList<>()).add(row));
        return byTask;
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%+.1f", 100 * share);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
