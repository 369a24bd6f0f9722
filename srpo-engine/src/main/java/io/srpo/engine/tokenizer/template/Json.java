package io.srpo.engine.tokenizer.template;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The filter {@code tojson} as transformers sets it: Python's {@code json.dumps(value, ensure_ascii=False)}. */
final class Json {
    private Json() {}

    /** @param indent a number of blanks, a text, or a {@link Missing} for one line */
    static String write(Object value, Object indent) {
        StringBuilder out = new StringBuilder();
        String step = indent instanceof Long blanks
                ? " ".repeat((int) Math.min(blanks, 100))
                : indent instanceof String text ? text : "";
        write(value, out, step, indent instanceof Missing ? null : "\n");
        return out.toString();
    }

    private static void write(Object value, StringBuilder out, String step, @Nullable String line) {
        if (value instanceof String text) {
            quote(text, out);
        } else if (value instanceof Boolean || value instanceof Long) {
            out.append(value);
        } else if (value instanceof Double number) {
            out.append(Double.isNaN(number) ? "NaN" : Values.text(number));
        } else if (value == Missing.NONE) {
            out.append("null");
        } else if (value instanceof Map<?, ?> map) {
            Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
            items(out, "{", "}", line, step, entries, entry -> {
                quote(Values.text(entry.getKey()), out);
                out.append(": ");
                write(entry.getValue(), out, step, line == null ? null : line + step);
            });
        } else if (value instanceof List<?> list) {
            items(
                    out,
                    "[",
                    "]",
                    line,
                    step,
                    list.iterator(),
                    item -> write(item, out, step, line == null ? null : line + step));
        } else {
            throw Values.error("tojson of " + Values.type(value));
        }
    }

    private static <T> void items(
            StringBuilder out,
            String open,
            String close,
            @Nullable String line,
            String step,
            Iterator<T> items,
            Consumer<T> write) {
        out.append(open);
        boolean any = items.hasNext();
        while (items.hasNext()) {
            if (line != null) {
                out.append(line).append(step);
            }
            write.accept(items.next());
            if (items.hasNext()) {
                out.append(line == null ? ", " : ",");
            }
        }
        if (any && line != null) {
            out.append(line);
        }
        out.append(close);
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int simple = "\"\\\n\r\t\b\f".indexOf(c);
            if (simple >= 0) {
                out.append('\\').append("\"\\nrtbf".charAt(simple));
            } else if (c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
