package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.parse.AnswerParser;
import io.srpo.verify.math.parse.Node;
import io.srpo.verify.math.parse.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words that say a value: numbers in words, "all real numbers", "no solution", times of day. */
final class WordMeanings {
    private static final int MAX_LENGTH = 400;
    private static final List<String> SMALL = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");
    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final List<String> PARTS =
            List.of("half", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "quarter");
    private static final Map<String, String> SETS = Map.ofEntries(
            Map.entry("all real numbers", "\\R"),
            Map.entry("all reals", "\\R"),
            Map.entry("all real number", "\\R"),
            Map.entry("real numbers", "\\R"),
            Map.entry("set of all real numbers", "\\R"),
            Map.entry("set of real numbers", "\\R"),
            Map.entry("reals", "\\R"),
            Map.entry("all integers", "\\Z"),
            Map.entry("integers", "\\Z"),
            Map.entry("set of integers", "\\Z"),
            Map.entry("no solution", "empty"),
            Map.entry("no solutions", "empty"),
            Map.entry("no real solution", "empty"),
            Map.entry("no real solutions", "empty"),
            Map.entry("there are no solutions", "empty"),
            Map.entry("there is no solution", "empty"),
            Map.entry("empty set", "empty"),
            Map.entry("infinity", "oo"),
            Map.entry("infinite", "oo"),
            Map.entry("infinitely many", "oo"),
            Map.entry("positive infinity", "oo"));
    private static final Pattern TIME = Pattern.compile(
            "(?i)(?:at )?(\\d{1,2})(?: ?[:.] ?(\\d{2}))?(?::00)? ?(?:(a|p)\\.? ?m\\.?|(o'clock))?(?: noon| midnight)?");

    private static final Pattern BOUND = Pattern.compile(
            "(?:(?:all|any|every) (?:real )?(?:numbers?|values?|reals?)(?: of [a-z])?|(?:all )?([a-z]))?(?: ?(?:is|are|that are|that is|must be|has to be|which are))? ?((?:greater|less|more|larger|smaller) than(?: or equal to)?|at least|at most) (.+)");
    private static final Pattern EXCEPT = Pattern.compile(
            "(?:all|any|every|set of all)?(?: ?x in)? ?(?:real numbers?|reals?|real values?|\\\\mathbb r)(?: x)?,? (?:except(?: for)?|other than|excluding|besides|but|not equal to|different from|apart from) (.+)");
    private static final Pattern NONE = Pattern.compile(
            "(?:(?:so|thus|hence|therefore),? )?(?:there (?:is|are|exists?) |(?:equation|system|inequality|it) has )?no (?:such |real |integer |rational |positive )*(?:solutions?|roots?|values?(?: of [a-z])?|real numbers?)(?: exists?| satisf(?:y|ies) it| at all)?");
    private static final Pattern INFINITELY = Pattern.compile(
            "^(?:there are )?(?:infinitely many|an infinite number of)(?: (?:solutions|values|points|pairs))?$");
    private static final Pattern WORD_GAP = Pattern.compile("[ -]+");

    private WordMeanings() {}

    /** Lower case, without LaTeX's text commands, quotes, articles, punctuation at the end, and doubled spaces. */
    static String canonical(String text) {
        return text.replaceAll("\\\\(?:text|mathrm|mbox|quad|,|;|!| )", " ")
                .replaceAll("[{}\"`$*]", " ")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s~]+", " ")
                .strip()
                .replaceAll("^(?:it is|it's|that is|this is|they are) ", "")
                .replaceAll("\\b(?:the|an) |^a (?=[a-z]{3,})", "")
                .replaceAll("[.,;:!]+$", "")
                .strip();
    }

    /** What the words mean as math, or null when they are only words. */
    static @Nullable Node meaning(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        String s = canonical(text);
        Node excluded = excluded(s);
        if (excluded != null) {
            return excluded;
        }
        if (NONE.matcher(s).matches()) {
            return new Node.Sym("empty");
        }
        String set = SETS.get(INFINITELY.matcher(s).replaceFirst("infinitely many"));
        if (set != null) {
            return new Node.Sym(set);
        }
        if (s.equals("half") || s.equals("one half") || s.equals("one-half")) {
            return new Node.Div(Node.Num.of(1), Node.Num.of(2), false);
        }
        if (s.equals("dozen") || s.equals("a dozen")) {
            return Node.Num.of(12);
        }
        Node part = s.length() < 40 ? fraction(s) : null;
        if (part != null) {
            return part;
        }
        Long number = s.length() < 60 ? number(s) : null;
        if (number == null && s.length() < 60 && s.lastIndexOf(' ') > 0) {
            String noun = s.substring(s.lastIndexOf(' ') + 1);
            number = s.endsWith("s") ? number(s.substring(0, s.lastIndexOf(' '))) : null;
            return number == null ? null : new Node.Quantity(Node.Num.of(number), noun);
        }
        return number == null ? null : Node.Num.of(number);
    }

    private static String sign(String words) {
        boolean equal = words.startsWith("at ") || words.endsWith("equal to");
        boolean above = words.startsWith("greater")
                || words.startsWith("more")
                || words.startsWith("larger")
                || words.equals("at least");
        return (above ? ">" : "<") + (equal ? "=" : "");
    }

    /** A few characters behind words, far too short to need a pair's time. */
    private static Node parsed(String text) {
        Budget budget = new Budget(Duration.ofMillis(200));
        return AnswerParser.parse(Normalizer.normalize(text, budget), budget);
    }

    /** "all real numbers except 0". */
    private static @Nullable Node excluded(String s) {
        Matcher bound = s.length() < 80 ? BOUND.matcher(s) : null;
        if (bound != null && bound.matches()) {
            Node end = parsed(bound.group(3));
            String name = bound.group(1) == null ? "?" : bound.group(1);
            return ExpressionCheck.numeric(end)
                    ? new Node.Rel(List.of(new Node.Sym(name), end), List.of(sign(bound.group(2))))
                    : null;
        }
        Matcher m = s.length() < 80 ? EXCEPT.matcher(s) : null;
        if (m == null || !m.matches()) {
            return null;
        }
        Node out = parsed(m.group(1));
        if (out instanceof Node.Connected c) {
            out = new Node.Seq(Node.Bracket.BRACE, c.items());
        } else if (out instanceof Node.Seq q && q.bracket() == Node.Bracket.NONE) {
            out = new Node.Seq(Node.Bracket.BRACE, q.items());
        } else if (out instanceof Node.Rel r && r.ops().equals(List.of("="))) {
            out = new Node.Seq(Node.Bracket.BRACE, List.of(r.terms().get(1)));
        } else if (ExpressionCheck.numeric(out)) {
            out = new Node.Seq(Node.Bracket.BRACE, List.of(out));
        } else {
            return null;
        }
        return new Node.SetOp('\\', List.of(new Node.Sym("\\R"), out));
    }

    /** "two thirds", "three-quarters". */
    private static @Nullable Node fraction(String s) {
        int gap = Math.max(s.lastIndexOf(' '), s.lastIndexOf('-'));
        Long top = gap < 0 ? null : number(s.substring(0, gap));
        int bottom = gap < 0
                ? -1
                : PARTS.indexOf(s.substring(gap + 1).replaceAll("s$", "").replace("halve", "half"));
        if (top == null || bottom < 0) {
            return null;
        }
        return new Node.Div(Node.Num.of(top), Node.Num.of(bottom == 9 ? 4 : bottom + 2L), false);
    }

    private static @Nullable Long number(String s) {
        long total = 0;
        long part = 0;
        boolean any = false;
        for (String word : (Iterable<String>) WORD_GAP.splitAsStream(s)::iterator) {
            int small = SMALL.indexOf(word);
            int tens = TENS.indexOf(word);
            if (small >= 0) {
                part += small;
            } else if (tens >= 0) {
                part += 20 + 10L * tens;
            } else if (word.equals("hundred") && part > 0) {
                part *= 100;
            } else if (word.equals("thousand") && part > 0) {
                total += part * 1000;
                part = 0;
            } else if (word.equals("million") && part > 0) {
                total += part * 1_000_000;
                part = 0;
            } else if (!(word.equals("and") && any)) {
                return null;
            }
            any = true;
        }
        return any ? total + part : null;
    }

    /**
     * A time of day.
     *
     * @param minutes since midnight, or since the last noon or midnight when it is not said which
     * @param sure whether a.m. or p.m. was said, or the hour says it
     */
    record Time(int minutes, boolean sure) {}

    /** The time that a text says, or null; a bare number is none. */
    static @Nullable Time time(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        String s = canonical(text);
        if (s.equals("noon") || s.equals("midnight")) {
            return new Time(s.equals("noon") ? 720 : 0, true);
        }
        Matcher m = TIME.matcher(s);
        if (s.length() > 20 || !m.matches() || (m.group(2) == null && m.group(3) == null && m.group(4) == null)) {
            return null;
        }
        if (m.group(2) != null && m.group(3) == null && s.indexOf(':') < 0) {
            return null;
        }
        int hour = Integer.parseInt(m.group(1));
        int minute = m.group(2) == null ? 0 : Integer.parseInt(m.group(2));
        if (hour > 23 || minute > 59) {
            return null;
        }
        if (m.group(3) == null) {
            return new Time(hour * 60 + minute, hour > 12 || hour == 0);
        }
        return new Time((hour % 12 + (m.group(3).equals("p") ? 12 : 0)) * 60 + minute, true);
    }
}
