package io.srpo.verify.code;

import java.util.ArrayList;
import java.util.List;

/** Comparing what a program printed: white space at line ends and at the end does not count, the rest does. */
final class PrintedText {
    private static final int SHOWN = 60;

    private PrintedText() {}

    static boolean same(String found, String expected) {
        return lines(found).equals(lines(expected));
    }

    /** The first line that differs, for a person. */
    static String difference(String found, String expected) {
        List<String> a = lines(found);
        List<String> b = lines(expected);
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            String left = i < a.size() ? a.get(i) : "(nothing)";
            String right = i < b.size() ? b.get(i) : "(nothing)";
            if (!left.equals(right)) {
                return "line " + (i + 1) + " of the output is \"" + cut(left) + "\" where \"" + cut(right)
                        + "\" was expected";
            }
        }
        return "";
    }

    private static List<String> lines(String text) {
        List<String> made = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            made.add(line.stripTrailing());
        }
        while (!made.isEmpty() && made.get(made.size() - 1).isEmpty()) {
            made.remove(made.size() - 1);
        }
        return made;
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
