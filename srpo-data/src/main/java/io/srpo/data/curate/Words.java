package io.srpo.data.curate;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A question as it is compared: words, figures and signs in order, freed of case, spacing, punctuation and the ways of marking up the same formula.
 *
 * @param tokens lower-case words, whole numbers, single signs; Han, kana and Hangul one by one
 */
record Words(List<String> tokens) {
    private static final String SIGNS = "+-*/=<>^%|!_";

    static Words of(String question) {
        String text = Normalizer.normalize(question, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
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
        return new Words(tokens);
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

    /** Figures and signs, whatever their order: problems that differ in a number are different problems. */
    long figures() {
        long sum = 0;
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
