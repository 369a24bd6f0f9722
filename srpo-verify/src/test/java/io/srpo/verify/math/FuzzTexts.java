package io.srpo.verify.math;

import java.util.List;
import java.util.SplittableRandom;

/** Texts that no person would write: spoiled answers, LaTeX grown from a grammar, characters of any kind. One thread, repeatable by its random numbers. */
final class FuzzTexts {
    private static final int MAX_LENGTH = 2_000;
    private static final String SIGNS = "{}()[]\\$^_,;:|<>=+-*/!%&'.0123456789xneiπ√²∞ \n\u2212\uFF11";
    private static final List<String> WORDS = List.of(
            "so ",
            " or ",
            " and ",
            "the answer is ",
            "\\boxed{",
            "**",
            "####",
            "<answer>",
            "</answer>",
            "</think>",
            " cm",
            " mod ",
            " base ",
            "\\text{ or }",
            "\n");

    private final List<LabelledPairs> pairs;
    private final SplittableRandom random;

    FuzzTexts(List<LabelledPairs> pairs, SplittableRandom random) {
        this.pairs = pairs;
        this.random = random;
    }

    /** A gold answer: usually a real one, so that comparison is reached. */
    String gold() {
        return switch (random.nextInt(6)) {
            case 0 -> spoiled(pair().gold());
            case 1 -> grown(random.nextInt(5));
            default -> pair().gold();
        };
    }

    /** An answer against that gold. */
    String answer(String gold) {
        return switch (random.nextInt(9)) {
            case 8 -> random.nextBoolean() ? "Thus $" + gold + "$." : "\\boxed{ " + gold.replace(",", ", ") + "}";
            case 0, 1 -> spoiled(gold);
            case 2, 3 -> spoiled(pair().answer());
            case 4, 5 -> grown(random.nextInt(6));
            case 6 ->
                "so $" + grown(random.nextInt(4)) + "$" + WORDS.get(random.nextInt(WORDS.size())) + "$" + spoiled(gold)
                        + "$.";
            default -> anything();
        };
    }

    private LabelledPairs pair() {
        return pairs.get(random.nextInt(pairs.size()));
    }

    /** Cut, repeated, joined, swapped in up to four places. */
    private String spoiled(String text) {
        StringBuilder s = new StringBuilder(text);
        for (int n = random.nextInt(1, 5); n > 0; n--) {
            int at = random.nextInt(s.length() + 1);
            int end = Math.min(s.length(), at + random.nextInt(1, 12));
            switch (random.nextInt(7)) {
                case 0 -> s.delete(at, end);
                case 1 -> s.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
                case 2 -> s.insert(at, s.substring(at, end).repeat(random.nextInt(1, 6)));
                case 3 -> s.insert(at, pair().answer());
                case 4 -> s.insert(at, (char) random.nextInt(0x3000));
                case 5 -> s.insert(at, WORDS.get(random.nextInt(WORDS.size())));
                default -> s.reverse();
            }
        }
        return clipped(s);
    }

    /** Math of the given depth. */
    private String grown(int depth) {
        StringBuilder s = new StringBuilder();
        grow(s, depth);
        return clipped(s);
    }

    private void grow(StringBuilder s, int depth) {
        if (depth == 0 || s.length() > MAX_LENGTH) {
            leaf(s);
            return;
        }
        switch (random.nextInt(22)) {
            case 0 -> around(s, depth, "\\frac{", "}{", "}");
            case 1 -> around(s, depth, "\\sqrt[", "]{", "}");
            case 2 -> around(s, depth, "", "^{", "}");
            case 3 -> around(s, depth, "\\binom{", "}{", "}");
            case 4 -> around(s, depth, "(", ",", random.nextBoolean() ? ")" : "]");
            case 5 -> around(s, depth, "[", ",", random.nextBoolean() ? ")" : "]");
            case 6 -> around(s, depth, "\\{", ",", "\\}");
            case 7 -> around(s, depth, "\\{x \\mid ", random.nextBoolean() ? "<x\\le " : "\\ne ", "\\}");
            case 8 -> around(s, depth, "\\left(", ")(", "\\right)");
            case 9 -> around(s, depth, "", random.nextBoolean() ? "\\cup " : "\\setminus ", "");
            case 10 -> around(s, depth, "", random.nextBoolean() ? "=" : "\\le ", "");
            case 11 -> around(s, depth, "\\begin{pmatrix}", random.nextBoolean() ? "&" : "\\\\", "\\end{pmatrix}");
            case 12 -> around(s, depth, "\\begin{cases}", "&x>", "\\\\ 0 & \\text{otherwise}\\end{cases}");
            case 13 -> around(s, depth, "\\log_{", "}{", "}");
            case 14 -> around(s, depth, random.nextBoolean() ? "\\sin " : "\\arctan(", "", "");
            case 15 -> around(s, depth, "|", "-", "|");
            case 16 -> around(s, depth, "", ":", "");
            case 17 -> around(s, depth, "(", random.nextBoolean() ? ")!" : ")^", "");
            case 18 -> around(s, depth, "", "\\pm ", "");
            case 19 -> around(s, depth, "\\gcd(", ",", ")");
            default ->
                around(
                        s,
                        depth,
                        "",
                        List.of("+", "-", "\\cdot ", "/", " ", ", ").get(random.nextInt(6)),
                        "");
        }
    }

    private void around(StringBuilder s, int depth, String open, String between, String close) {
        s.append(open);
        grow(s, depth - 1);
        s.append(between);
        grow(s, depth - 1);
        s.append(random.nextInt(40) == 0 ? "" : close);
    }

    private void leaf(StringBuilder s) {
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> s.append(random.nextInt(12));
            case 3 -> s.append(random.nextInt(1_000_000));
            case 4 -> s.append(random.nextInt(100)).append('.').append(random.nextInt(1000));
            case 5 -> s.append("xyzntkabei".charAt(random.nextInt(10)));
            case 6 ->
                s.append(List.of("\\pi", "\\infty", "\\theta", "i", "e", "\\emptyset", "\\mathbb{R}", "0.\\overline{3}")
                        .get(random.nextInt(8)));
            case 7 ->
                s.append(random.nextInt(1, 90))
                        .append(List.of("\\%", "^\\circ", "\\text{ cm}", "!", "_7")
                                .get(random.nextInt(5)));
            default -> s.append(random.nextLong());
        }
    }

    /** Characters without any sense, the surrogates among them unpaired. */
    private String anything() {
        StringBuilder s = new StringBuilder();
        int bound = random.nextBoolean() ? 128 : 0x10000;
        for (int n = random.nextInt(60); n >= 0; n--) {
            s.append((char) random.nextInt(bound));
        }
        return s.toString();
    }

    private static String clipped(StringBuilder s) {
        return s.length() > MAX_LENGTH ? s.substring(0, MAX_LENGTH) : s.toString();
    }
}
