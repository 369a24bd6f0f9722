package io.srpo.verify.math.second;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** LaTeX and Unicode brought to one plain line of commands, letters, digits and brackets, without spaces. */
final class PlainText {
    private record Rule(Pattern from, String to) {}

    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("−", "-"),
            Map.entry("–", "-"),
            Map.entry("×", "*"),
            Map.entry("·", "*"),
            Map.entry("⋅", "*"),
            Map.entry("÷", "/"),
            Map.entry("π", "\\pi "),
            Map.entry("√", "\\sqrt "),
            Map.entry("∞", "\\infty "),
            Map.entry("∪", "\\cup "),
            Map.entry("°", ""),
            Map.entry("θ", "\\theta "),
            Map.entry("±", "\\pm "));
    private static final List<Rule> RULES = List.of(
            rule("\\\\(?:left|right|displaystyle|[bB]igg?[lr]?)(?![a-zA-Z])", ""),
            rule("\\\\(?:[,;:! ]|quad|qquad)|~", " "),
            rule("\\\\\\$|\\$", ""),
            rule("\\\\[dt]frac(?![a-zA-Z])", "\\\\frac"),
            rule("\\\\[dt]binom(?![a-zA-Z])", "\\\\binom"),
            rule("\\\\(?:text|mbox|mathrm|textbf)\\s*\\{\\s*(or|and)\\s*\\}", ","),
            rule("(?<=\\s)(?:or|and)(?=\\s)", ","),
            rule("\\^\\s*\\{?\\s*\\\\circ\\s*\\}?", ""),
            rule("\\\\(?:cdot|times|ast)(?![a-zA-Z])", "*"),
            rule("\\\\div(?![a-zA-Z])", "/"),
            rule("\\\\lbrace|\\\\\\{", "\u0001"),
            rule("\\\\rbrace|\\\\\\}", "\u0002"),
            rule("\\\\?%", "/100"),
            rule("\\*\\*", "^"),
            rule("(?<=\\d)\\s+(?=\\\\frac)", "+"),
            rule("(?<=\\d)(?=\\\\frac\\{?\\d\\}?\\{?\\d)", "+"),
            rule("(?<![\\d.])(\\d+) (\\d+/\\d+)(?!\\d)", "$1+$2"),
            rule("\\s+", ""));

    private static final Pattern RADICAND = Pattern.compile("√ ?(\\d+(?:\\.\\d+)?)");

    private PlainText() {}

    private static Rule rule(String from, String to) {
        return new Rule(Pattern.compile(from), to);
    }

    static String of(String text) {
        String s = RADICAND.matcher(text.strip()).replaceAll("\\\\sqrt{$1}");
        for (Map.Entry<String, String> sign : SIGNS.entrySet()) {
            s = s.replace(sign.getKey(), sign.getValue());
        }
        s = Normalizer.normalize(s.replaceAll("([²³⁴⁵⁶⁷⁸⁹⁰¹])", "^$1"), Normalizer.Form.NFKC);
        for (Rule rule : RULES) {
            s = rule.from().matcher(s).replaceAll(rule.to());
        }
        return s.endsWith(".") ? s.substring(0, s.length() - 1) : s;
    }
}
