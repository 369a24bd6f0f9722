package io.srpo.train.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * An HTML page of headings, sentences, tables and texts, grown from the top: one file, no network, light and dark, from a phone's width up. Whatever it is
 * given is text; only what {@link #scale} makes is markup.
 */
public final class PlainPage {
    private final StringBuilder html = new StringBuilder();

    /** A page with its title as its heading. */
    public PlainPage(String title) {
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
                .append(text(title))
                .append("</title><style>")
                .append(style())
                .append("</style></head><body><h1>")
                .append(text(title))
                .append("</h1>\n");
    }

    /** The cell of a table: its text, and whether that is markup of this class already. */
    public record Cell(String content, boolean markup) {
        public static Cell of(String text) {
            return new Cell(text, false);
        }
    }

    public PlainPage heading(String title) {
        html.append("<h2>").append(text(title)).append("</h2>\n");
        return this;
    }

    public PlainPage sentence(String sentence) {
        return paragraph("", sentence);
    }

    /** The figure that the page is about. */
    public PlainPage big(String sentence) {
        return paragraph("big", sentence);
    }

    /** What should be known before a figure is believed. */
    public PlainPage flag(String sentence) {
        return paragraph("flag", sentence);
    }

    /** An explanation, set back. */
    public PlainPage note(String sentence) {
        return paragraph("note", sentence);
    }

    private PlainPage paragraph(String kind, String sentence) {
        html.append(kind.isEmpty() ? "<p>" : "<p class=\"" + kind + "\">")
                .append(text(sentence))
                .append("</p>\n");
        return this;
    }

    /** A table whose rows are as long as its head; nothing when there are no rows. */
    public PlainPage table(List<String> head, List<List<Cell>> rows) {
        if (rows.isEmpty()) {
            return this;
        }
        html.append("<div class=\"wide\"><table><tr>");
        head.forEach(name -> html.append("<th>").append(text(name)).append("</th>"));
        html.append("</tr>\n");
        for (List<Cell> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>")
                    .append(cell.markup() ? cell.content() : text(cell.content()))
                    .append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
        return this;
    }

    /** A long text as it is. */
    public PlainPage verbatim(String content) {
        html.append("<pre>").append(text(content)).append("</pre>\n");
        return this;
    }

    /** A text that was judged. */
    public record Judged(String content, boolean right, String reason) {}

    /** Two texts beside each other, one below the other where the page is narrow. */
    public PlainPage pair(Judged first, Judged second) {
        html.append("<div class=\"pair\">");
        for (Judged side : List.of(first, second)) {
            html.append("<div><pre class=\"")
                    .append(side.right() ? "right" : "wrong")
                    .append("\">")
                    .append(text(side.content()))
                    .append("</pre><span class=\"note\">")
                    .append(text(side.reason()))
                    .append("</span></div>");
        }
        html.append("</div>\n");
        return this;
    }

    /** A share drawn on a line from 0 to 1: the bar is its interval, the mark the share itself. */
    public static Cell scale(double low, double share, double high) {
        return new Cell(
                String.format(
                        Locale.ROOT,
                        "<span class=\"scale\" role=\"img\" aria-label=\"%.1f%%, %.1f to %.1f\"><i style=\"left:%.1f%%;width:%.1f%%\"></i>"
                                + "<b style=\"left:calc(%.1f%% - 2px)\"></b></span>",
                        100 * share,
                        100 * low,
                        100 * high,
                        100 * low,
                        100 * (high - low),
                        100 * share),
                true);
    }

    /** The whole page. */
    public String html() {
        return html + "</body></html>\n";
    }

    /** What a model or a file holds is text, never markup. */
    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String style() {
        try (InputStream css = PlainPage.class.getResourceAsStream("page.css")) {
            if (css == null) {
                throw new IllegalStateException("page.css is missing beside " + PlainPage.class);
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
