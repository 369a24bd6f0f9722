package io.srpo.train.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page: its template with styles, scripts and data put in their places. What a model wrote comes in as JSON in which no {@code <} is left, and the script
 * shows it as text only; so nothing of it can end the script element or become markup.
 */
final class Page {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACE = Pattern.compile("/\\*\\{\\{([a-z.]+)}}\\*/");
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private Page() {}

    /** @param samples null when no answer was drawn */
    static String of(ReportData data, @Nullable Samples samples) {
        Map<String, String> parts = Map.of(
                "samples.js", resource("samples.js"),
                "samples", samples == null ? "null" : json(samples),
                "title", text(data.title()),
                "summary", headline(data.summary()),
                "uplot.css", resource(UPLOT + "uPlot.min.css"),
                "uplot.js", resource(UPLOT + "uPlot.iife.min.js"),
                "report.css", resource("report.css"),
                "charts.js", resource("charts.js"),
                "report.js", resource("report.js"),
                "data", json(data));
        // One pass over the template: what is put in is not looked at again, whatever it holds.
        Matcher places = PLACE.matcher(resource("report.html"));
        StringBuilder page = new StringBuilder();
        while (places.find()) {
            String part = parts.get(places.group(1));
            if (part == null) {
                throw SrpoException.internal("report.html has a place for " + places.group(1) + ", which nobody fills");
            }
            places.appendReplacement(page, Matcher.quoteReplacement(part));
        }
        return places.appendTail(page).toString();
    }

    /** JSON that can stand in a script element: within strings, the only place for it, {@code <} is written as an escape. */
    static String json(Object data) {
        try {
            return JSON.writeValueAsString(data).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw SrpoException.internal("the report's data cannot be written as JSON", e);
        }
    }

    /** A name and its figures stay on one line. */
    private static String headline(String summary) {
        return text(summary).replace(": ", ":&nbsp;").replace(" \u2192 ", "&nbsp;\u2192&nbsp;");
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw SrpoException.internal("the report's part " + name + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw SrpoException.internal("the report's part " + name + " cannot be read", e);
        }
    }
}
