package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.number.TooHardException;
import io.srpo.verify.math.parse.AnswerParser;
import io.srpo.verify.math.parse.Node;
import io.srpo.verify.math.parse.Normalizer;
import java.time.Duration;
import java.util.regex.Pattern;

/** Whether a text is an answer and nothing more: math that parses, or a few words. */
public final class BareAnswer {
    private static final int MAX_LENGTH = 600;
    private static final int MAX_WORDS = 4;

    private static final Pattern WORD = Pattern.compile("[\\p{L}'-]+");

    private static final Pattern SENTENCE = Pattern.compile("[A-Za-z]{2,} [A-Za-z]{2,}");

    private BareAnswer() {}

    /** True for {@code x = 4}, {@code [0,1)}, {@code 5 apples}, {@code Friday}; false for sentences and paragraphs. */
    public static boolean is(String text) {
        String s = text.strip();
        if (s.isEmpty() || s.length() > MAX_LENGTH || s.indexOf("\n\n") >= 0) {
            return false;
        }
        try {
            String normal = Normalizer.normalize(s);
            Node n = AnswerParser.parse(normal, new Budget(Duration.ofMillis(500)));
            if (n instanceof Node.Quantity q && words(q.unit()) > 5) {
                return false;
            }
            if (n instanceof Node.Words w && isProse(w.text())) {
                return false;
            }
            return !(n instanceof Node.Words w)
                    || words(w.text()) <= MAX_WORDS
                    || WordMeanings.meaning(w.text()) != null;
        } catch (TooHardException e) {
            return true;
        }
    }

    /** Words with a number or a bold part among them: a sentence that holds an answer rather than being one. */
    private static boolean isProse(String text) {
        boolean holds = text.contains("**") || text.chars().anyMatch(Character::isDigit);
        return holds
                && (words(text) > 2
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
