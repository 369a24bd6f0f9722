package io.srpo.train.evaluate;

import io.srpo.core.stats.Interval;
import io.srpo.core.stats.Paired;
import io.srpo.data.ledger.EvaluationRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Two evaluations of the same questions as one page that opens anywhere: the difference with its interval, where it comes from, and every question gained or
 * lost with an answer from each side.
 */
public final class ComparisonPage {
    private static final int MOST = 100;
    private static final int LONGEST = 4000;
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
            h1{font-size:1.6rem}h2{margin-top:2rem}table{border-collapse:collapse;margin:.5rem 0}
            td,th{padding:.3rem .7rem;border-bottom:1px solid #d9dde2;text-align:right}td:first-child,th:first-child{text-align:left}
            .pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin:.5rem 0 1.5rem}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f7f9;padding:.7rem;margin:0;max-height:20rem;overflow:auto}
            .right{border-left:4px solid #1a7f37}.wrong{border-left:4px solid #b3261e}.note{color:#57606a}
            """;

    private final Against against;
    private final Map<String, List<EvaluationRow>> there;
    private final Map<String, List<EvaluationRow>> here;
    private final StringBuilder html = new StringBuilder();

    private ComparisonPage(Against against, List<EvaluationRow> there, List<EvaluationRow> here) {
        this.against = against;
        this.there = byTask(there);
        this.here = byTask(here);
    }

    /**
     * The page's HTML.
     *
     * @param before what the other evaluation is called
     * @param after what this one is called
     * @param figuresBefore of the other evaluation, for the map of strong and weak areas
     */
    public static String of(
            Against against,
            String before,
            String after,
            List<EvaluationRow> there,
            List<EvaluationRow> here,
            Figures figuresBefore,
            Figures figuresAfter) {
        ComparisonPage page = new ComparisonPage(against, there, here);
        page.head(before, after);
        page.map(figuresBefore, figuresAfter);
        page.questions("Gained", against.gained());
        page.questions("Lost", against.lost());
        return page.html.append("</body></html>\n").toString();
    }

    private void head(String before, String after) {
        Paired paired = against.paired();
        Interval interval = paired.interval();
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(text(after));
        html.append(" against ")
                .append(text(before))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>");
        html.append(text(after)).append(" against ").append(text(before)).append("</h1><p><b>");
        html.append(points(paired.difference())).append("</b> points on ").append(paired.questions());
        html.append(" questions, 95% interval ")
                .append(points(interval.low()))
                .append(" to ")
                .append(points(interval.high()));
        html.append(". ")
                .append(verdict(interval))
                .append("</p><p>Solved only now: ")
                .append(paired.onlySecond());
        html.append(", only before: ").append(paired.onlyFirst()).append("; McNemar's exact p ");
        html.append(String.format(Locale.ROOT, "%.3g", paired.p())).append(".</p>");
        html.append(
                "<p class=\"note\">The interval tells how far the difference would move with other questions of the same kind, not with"
                        + " another seed of the training. A question counts as solved when at least half of its answers are right.</p>");
    }

    private static String verdict(Interval interval) {
        if (interval.low() > 0) {
            return "The gain is more than chance over questions explains.";
        }
        return interval.high() < 0 ? "The loss is more than chance over questions explains." : "That may be chance.";
    }

    private void map(Figures before, Figures after) {
        after.by().forEach((label, parts) -> {
            Map<String, Figures.Part> earlier = before.by().getOrDefault(label, Map.of());
            html.append("<h2>By ")
                    .append(text(label))
                    .append("</h2><table><tr><th>")
                    .append(text(label));
            html.append("</th><th>questions</th><th>before</th><th>after</th><th>change</th></tr>");
            for (String value : new TreeSet<>(parts.keySet())) {
                Figures.Part now = parts.get(value);
                Figures.Part then = earlier.get(value);
                if (now != null && then != null) {
                    html.append("<tr><td>")
                            .append(text(value))
                            .append("</td><td>")
                            .append(now.questions())
                            .append("</td><td>");
                    html.append(percent(then.passAt1()))
                            .append("</td><td>")
                            .append(percent(now.passAt1()))
                            .append("</td><td>");
                    html.append(points(now.passAt1() - then.passAt1())).append("</td></tr>");
                }
            }
            html.append("</table>");
        });
    }

    private void questions(String title, List<String> ids) {
        html.append("<h2>").append(title).append(": ").append(ids.size()).append("</h2>");
        for (String id : ids.subList(0, Math.min(MOST, ids.size()))) {
            List<EvaluationRow> before = there.getOrDefault(id, List.of());
            List<EvaluationRow> after = here.getOrDefault(id, List.of());
            if (!before.isEmpty() && !after.isEmpty()) {
                html.append("<p><b>")
                        .append(text(id))
                        .append("</b> ")
                        .append(text(after.get(0).question()));
                html.append("</p><div class=\"pair\">");
                answer(typical(before));
                answer(typical(after));
                html.append("</div>");
            }
        }
        if (ids.size() > MOST) {
            html.append("<p class=\"note\">").append(ids.size() - MOST).append(" more are in the answers' tables.</p>");
        }
    }

    /** An answer as most of them came out. */
    private static EvaluationRow typical(List<EvaluationRow> rows) {
        long right = rows.stream().filter(row -> row.verdict().right()).count();
        boolean mostly = 2 * right >= rows.size();
        return rows.stream()
                .filter(row -> row.verdict().right() == mostly)
                .findFirst()
                .orElse(rows.get(0));
    }

    private void answer(EvaluationRow row) {
        String response = row.response();
        String shown = response.length() <= LONGEST ? response : response.substring(0, LONGEST) + " ...";
        html.append("<div><pre class=\"")
                .append(row.verdict().right() ? "right" : "wrong")
                .append("\">")
                .append(text(shown));
        html.append("</pre><span class=\"note\">")
                .append(text(row.verdict().reason()))
                .append("</span></div>");
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

    /** What a model wrote is text, never markup. */
    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
