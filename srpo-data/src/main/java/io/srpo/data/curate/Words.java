package io.srpo.data.curate;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A question as it is compared: words, figures and signs in order, freed of case, spacing, punctuation and the ways of marking up the same formula.
 *
 * @param tokens lower-case words, whole numbers, single signs; Han and kana one by one
 * @param capitals sum of the hashes of words in capitals: names of things rather than wording
 */
record Words(List<String> tokens, long capitals) {
    private static final Pattern CAPITALS = Pattern.compile("(?<![A-Za-z\\\\])[A-Z]{3,}(?![A-Za-z])");
    private static final String SIGNS = "+-*/=<>^%|!_";

    Words(List<String> tokens) {
        this(tokens, 0);
    }

    static Words of(String question) {
        String composed = Normalizer.normalize(question, Normalizer.Form.NFKC);
        long capitals = CAPITALS.matcher(composed)
                .results()
                .mapToLong(word -> Mix.of(word.group()))
                .sum();
        String text = composed.toLowerCase(Locale.ROOT)
                .replace("\\left", "")
                .replace("\\right", "")
                .replace("\\dfrac", "\\frac")
                .replace("\\tfrac", "\\frac")
                .replace("\\cdot", "*")
                .replace("\\times", "*")
                .replace("\\div", "/")
                .replace('\u2212', '-')
                .replace('\u2013', '-')
                .replace('\u00D7', '*')
                .replace('\u00F7', '/');
        List<String> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int end = at + Character.charCount(c);
            if (Character.isIdeographic(c) || alone(c)) {
                tokens.add(text.substring(at, end));
            } else if (Character.isLetter(c)) {
                end = run(text, at, false);
                tokens.add(text.substring(at, end));
            } else if (Character.isDigit(c)) {
                end = run(text, at, true);
                tokens.add(text.substring(at, end).replace(",", ""));
            } else if (SIGNS.indexOf(c) >= 0) {
                tokens.add(text.substring(at, end));
            }
            at = end;
        }
        return new Words(tokens, capitals);
    }

    /**
     * Runs of {@code n} words between spaces, as contamination counts them: a formula without spaces is one word, signs alone are none. A run in which fewer than
     * half are words of two letters or more is a formula and left out.
     */
    static List<String> runs(String question, int n) {
        List<String> chunks = new ArrayList<>();
        for (String chunk : question.split("\\s+", -1)) {
            List<String> inside = of(chunk).tokens();
            if (inside.stream()
                    .anyMatch(token -> Character.isIdeographic(token.codePointAt(0)) || alone(token.codePointAt(0)))) {
                chunks.addAll(inside);
            } else if (inside.stream().anyMatch(token -> Character.isLetterOrDigit(token.codePointAt(0)))) {
                chunks.add(String.join("", inside));
            }
        }
        List<String> runs = new ArrayList<>();
        for (int i = 0; i + n <= chunks.size() || (i == 0 && !chunks.isEmpty()); i++) {
            List<String> run = chunks.subList(i, Math.min(chunks.size(), i + n));
            long words = run.stream().filter(word -> wording(word)).count();
            if (2 * words >= run.size()) {
                runs.add(String.join(" ", run));
            }
        }
        return runs;
    }

    private static boolean wording(String chunk) {
        int first = chunk.codePointAt(0);
        return Character.isIdeographic(first)
                || alone(first)
                || (chunk.length() > 1 && chunk.chars().allMatch(Character::isLetter));
    }

    private static boolean alone(int c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA;
    }

    /** The end of a run of letters, or of a number with its point or thousands separators. */
    private static int run(String text, int from, boolean number) {
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            boolean inside =
                    number ? Character.isDigit(c) : Character.isLetter(c) && !Character.isIdeographic(c) && !alone(c);
            boolean joins = number
                    && (c == '.' || c == ',')
                    && at + 1 < text.length()
                    && Character.isDigit(text.charAt(at + 1));
            if (!inside && !joins) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    /** Two texts that are the same but for spelling have the same; 64 bits. */
    long identity() {
        long h = 0x9E3779B97F4A7C15L;
        for (String token : tokens) {
            h = Mix.of(h ^ Mix.of(token));
        }
        return h;
    }

    /** Figures, signs and words in capitals, whatever their order: problems that differ in a number are different problems. */
    long figures() {
        long sum = capitals;
        for (String token : tokens) {
            char first = token.charAt(0);
            if (Character.isDigit(first) || SIGNS.indexOf(first) >= 0) {
                sum += Mix.of(token);
            }
        }
        return Mix.of(sum);
    }

    /** Hashes of every {@code n} tokens in a row; of the whole when it is shorter. */
    long[] grams(int n) {
        int count = Math.max(1, tokens.size() - n + 1);
        long[] grams = new long[tokens.isEmpty() ? 0 : count];
        for (int i = 0; i < grams.length; i++) {
            long h = n;
            for (int j = i; j < Math.min(tokens.size(), i + n); j++) {
                h = Mix.of(h * 31 + Mix.of(tokens.get(j)));
            }
            grams[i] = h;
        }
        return grams;
    }
}
