package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.number.SpentException;
import io.srpo.verify.math.number.TooHardException;
import io.srpo.verify.math.parse.AnswerParser;
import io.srpo.verify.math.parse.Node;
import io.srpo.verify.math.parse.Normalizer;
import java.util.regex.Pattern;

/** Whether a text is an answer and nothing more: math that parses, or a few words. */
public final class BareAnswer {
    private static final int MAX_LENGTH = 600;
    private static final int MAX_WORDS = 4;

    private static final Pattern WORD = Pattern.compile("[\\p{L}'-]+");

    private static final Pattern LONG_WORD = Pattern.compile("(?<![\\\\A-Za-z])[A-Za-z]{3,}");

    private static final Pattern SENTENCE = Pattern.compile("[A-Za-z]{2,} [A-Za-z]{2,}");

    private BareAnswer() {}

    /** True for {@code x = 4}, {@code [0,1)}, {@code 5 apples}, {@code Friday}; false for sentences and paragraphs. */
    public static boolean is(String text, Budget budget) {
        if (PlainNumbers.is(text)) {
            return true;
        }
        String s = text.strip();
        if (s.isEmpty() || s.length() > MAX_LENGTH || s.indexOf("\n\n") >= 0) {
            return false;
        }
        try {
            String normal = Normalizer.normalize(s, budget);
            Node n = AnswerParser.parse(normal, budget);
            String shorter = n instanceof Node.Words ? Trimmed.withoutRemark(normal) : null;
            shorter = shorter == null && n instanceof Node.Words ? Trimmed.labelled(normal) : shorter;
            if (shorter != null) {
                n = AnswerParser.parse(shorter, budget);
            }
            if (n instanceof Node.Quantity q && words(q.unit()) > 5) {
                return false;
            }
            if (n instanceof Node.Words w && WordMeanings.meaning(w.text()) != null) {
                return true;
            }
            if (n instanceof Node.Words w && isProse(w.text())) {
                return false;
            }
            return !(n instanceof Node.Words w)
                    || words(w.text()) <= MAX_WORDS
                    || TextCheck.MISSING.contains(WordMeanings.canonical(w.text()));
        } catch (SpentException e) {
            throw e;
        } catch (TooHardException e) {
            return true;
        }
    }

    /** Whether a text is math and nothing else, with a unit perhaps. */
    public static boolean isMath(String text, Budget budget) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        try {
            String normal = Normalizer.normalize(text, budget);
            Node n = AnswerParser.parse(normal, budget);
            String shorter = n instanceof Node.Words ? Trimmed.withoutRemark(normal) : null;
            n = shorter == null ? n : AnswerParser.parse(shorter, budget);
            boolean prose = Symbols.any(n, x -> x instanceof Node.Quantity q && words(q.unit()) > 3);
            return !prose && !(n instanceof Node.Words);
        } catch (SpentException e) {
            throw e;
        } catch (TooHardException e) {
            return false;
        }
    }

    /** Whether a word is neither the name of a function, a connective nor a unit. */
    public static boolean isProseWord(String word) {
        return !AnswerParser.isNamed(word) && !Units.isKnown(word);
    }

    /** Words with a number or a bold part among them: a sentence that holds an answer rather than being one. */
    private static boolean isProse(String text) {
        boolean holds = text.contains("**") || text.chars().anyMatch(Character::isDigit);
        return holds
                && (words(text) > (text.indexOf('\\') >= 0 || text.indexOf('$') >= 0 ? 1 : 2)
                        || (text.indexOf('=') >= 0 && LONG_WORD.matcher(text).find())
                        || text.contains("**")
                        || SENTENCE.matcher(text).lookingAt());
    }

    private static long words(String text) {
        String plain = text.replaceAll("\\\\text", " ").replaceAll("\\\\[a-zA-Z]+", " ");
        return WORD.matcher(plain)
                .results()
                .filter(m -> m.group().length() > 1 || m.group().equals("a"))
                .count();
    }
}
