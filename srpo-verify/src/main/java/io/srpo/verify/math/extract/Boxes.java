package io.srpo.verify.math.extract;

import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.parse.Braces;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Contents of {@code \boxed{}} and {@code \fbox{}}. */
final class Boxes {
    private static final Pattern BOX = Pattern.compile("\\\\(?:boxed|fbox|framebox)\\s*(\\{)?");
    static final Pattern BETWEEN = Pattern.compile(
            "[\\s$.;,\\\\()\\[\\]]*(?:(?:\\\\text\\s*\\{)?\\s*(?:and|or|,)\\s*}?)+[\\s$.;,\\\\()\\[\\]]*(?:[a-zA-Z](?:_\\w)? ?= ?)?");
    private static final Pattern OR = Pattern.compile("\\bor\\b");
    private static final Pattern BARE = Pattern.compile("\\s*([^\\s$,.;\\\\]+|\\\\[a-zA-Z]+)");

    private Boxes() {}

    /** The last box's content; boxes joined to it by "and", "or" or a comma come with it, as one list. */
    static @Nullable String last(String text, Budget budget) {
        if (!text.contains("boxed") && !text.contains("fbox") && !text.contains("framebox")) {
            return null;
        }
        List<String> joined = new ArrayList<>();
        int end = -1;
        Matcher m = budget.matcher(BOX, text);
        int at = 0;
        while (m.find(at)) {
            budget.step();
            int from = m.end();
            String content;
            int next;
            if (m.group(1) == null) {
                Matcher bare = BARE.matcher(text).region(from, text.length());
                if (!bare.lookingAt()) {
                    at = from;
                    continue;
                }
                content = bare.group(1);
                next = bare.end();
            } else {
                int close = Braces.closing(text, from - 1);
                int line = text.indexOf('\n', from);
                int stop = close >= 0 ? close : line >= 0 ? line : text.length();
                content = text.substring(from, stop);
                next = close >= 0 ? close + 1 : stop;
            }
            if (!content.isBlank()) {
                boolean follows = end >= 0
                        && m.start() - end < 30
                        && BETWEEN.matcher(text.substring(end, m.start())).matches();
                if (!follows) {
                    joined.clear();
                }
                joined.add(connective(joined.isEmpty() ? "" : text.substring(end, m.start())) + content.strip());
                end = next;
            }
            at = next;
        }
        return joined.isEmpty() ? null : list(joined);
    }

    /** "or " where two parts are alternatives, which a comma would not say of inequalities; empty otherwise. */
    static String connective(String between) {
        return OR.matcher(between).find() ? "or " : "";
    }

    /** Parts as one list; a part may begin with its connective. */
    static String list(List<String> parts) {
        return String.join(", ", parts).replace(", or ", " or ");
    }
}
