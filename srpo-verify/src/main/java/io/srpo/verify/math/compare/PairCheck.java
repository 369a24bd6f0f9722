package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.number.TooHardException;
import io.srpo.verify.math.parse.AnswerParser;
import io.srpo.verify.math.parse.Node;
import io.srpo.verify.math.parse.Normalizer;
import java.util.regex.Pattern;

/** Compares two answers given as text: layout first, then words and times, then as math. */
public final class PairCheck {
    private static final int MAX_LENGTH = 10_000;
    /** A comma that could be a thousands separator or could separate items. */
    private static final Pattern DOUBTFUL = Pattern.compile("\\d{1,3}(?:,[1-9]\\d{2})+");

    private static final Pattern DECIMAL_COMMA = Pattern.compile("-?(?:\\d+,(?!\\d{3}$)\\d+|0,\\d+)");
    private static final Pattern DECIMAL_POINT = Pattern.compile("-?\\d+\\.\\d+");

    /** Nothing but words, the shortest of them not to be taken for variables. */
    private static final Pattern WORDS = Pattern.compile(
            "(?:\\d{1,2}(?:st|nd|rd|th)? )?[A-Za-z]{3}[A-Za-z' -]*(?: \\d{1,2}(?:st|nd|rd|th)?)?|no [a-z ]+|an? [a-z]+");

    private static final Pattern LONG_WORD = Pattern.compile("(?<![\\\\A-Za-z])[A-Za-z]{3,}");

    private PairCheck() {}

    /** Never throws; a pair over its time or size is undecided. */
    public static Comparison compare(String gold, String answer, Budget budget) {
        if (gold.length() > MAX_LENGTH || answer.length() > MAX_LENGTH) {
            return new Comparison(Comparison.Outcome.UNDECIDED, "undecided: answer too long");
        }
        try {
            return compared(gold, answer, budget);
        } catch (TooHardException e) {
            return new Comparison(Comparison.Outcome.UNDECIDED, "undecided: " + e.getMessage());
        } catch (StackOverflowError e) {
            return new Comparison(Comparison.Outcome.UNDECIDED, "undecided: nested too deeply");
        } catch (RuntimeException e) {
            return new Comparison(
                    Comparison.Outcome.UNDECIDED, "undecided: " + e.getClass().getSimpleName());
        }
    }

    private static Comparison compared(String gold, String answer, Budget budget) {
        Comparison quick = PlainNumbers.compare(gold, answer);
        if (quick != null) {
            return quick;
        }
        String g = Normalizer.normalize(gold, budget);
        String a = Normalizer.normalize(answer, budget);
        if (a.isEmpty()) {
            return new Comparison(g.isEmpty() ? Comparison.Outcome.EQUAL : Comparison.Outcome.DIFFERENT, "no answer");
        }
        if (TextCheck.layoutFree(g).equals(TextCheck.layoutFree(a))) {
            return new Comparison(Comparison.Outcome.EQUAL, "the same text");
        }
        if (TextCheck.isChoice(gold)) {
            Same choice = TextCheck.choice(gold, answer);
            if (choice != Same.UNKNOWN) {
                return result(choice, choice == Same.YES ? "the same choice" : "another choice");
            }
        }
        a = Normalizer.normalize(TextCheck.withoutChoice(a), budget);
        a = Trimmed.withoutPercentage(Trimmed.conclusion(a));
        WordMeanings.Time gt = WordMeanings.time(g);
        WordMeanings.Time at = gt == null ? null : WordMeanings.time(a);
        if (gt != null && at != null) {
            boolean same =
                    (gt.sure() && at.sure()) ? gt.minutes() == at.minutes() : gt.minutes() % 720 == at.minutes() % 720;
            if (same || gt.sure() || at.sure()) {
                return result(Same.of(same), same ? "the same time" : "another time");
            }
        }
        if (budget.matcher(DECIMAL_COMMA, a).matches()
                && budget.matcher(DECIMAL_POINT, g).matches()) {
            a = a.replace(',', '.');
        }
        if (TextCheck.isTruth(g)
                || (budget.matcher(WORDS, g).matches()
                        && budget.matcher(WORDS, a).matches())) {
            Same words = TextCheck.words(g, a);
            if (words == Same.YES || TextCheck.isTruth(g)) {
                return result(words, words == Same.YES ? "the same words" : "other words");
            }
        }
        AnswerCheck check = new AnswerCheck(budget);
        Node gn = trimmed(parse(g, budget), g, budget);
        Node an = trimmed(parse(a, budget), a, budget);
        Same same = check.same(gn, an);
        String reason = check.reason();
        if (same != Same.YES
                && (budget.matcher(DOUBTFUL, g).find()
                        || budget.matcher(DOUBTFUL, a).find())) {
            Same listed = check.same(AnswerParser.parse(g, true, budget), AnswerParser.parse(a, true, budget));
            if (listed == Same.YES) {
                return result(listed, check.reason());
            }
        }
        if (same == Same.NO
                && (gn instanceof Node.Words || an instanceof Node.Words)
                && budget.matcher(LONG_WORD, g).find()
                && TextCheck.words(g, a) == Same.YES) {
            return result(Same.YES, "the same words");
        }
        return result(same, reason);
    }

    /** What is left of words around math; the words themselves when that is no math either. */
    static Node trimmed(Node n, String s, Budget budget) {
        if (!(n instanceof Node.Words) || WordMeanings.meaning(s) != null) {
            return n;
        }
        String said = Trimmed.said(s);
        Node meaning = said == null ? null : WordMeanings.meaning(said);
        if (meaning != null) {
            return meaning;
        }
        String text = s;
        for (int k = 0; k < 3; k++) {
            text = Trimmed.of(text);
            if (text == null) {
                return n;
            }
            text = Normalizer.normalize(text, budget);
            Node less = AnswerParser.parse(text, budget);
            if (!(less instanceof Node.Words)) {
                return less;
            }
        }
        return n;
    }

    static Node parse(String s, Budget budget) {
        Node meaning = budget.matcher(WORDS, s).matches() ? WordMeanings.meaning(s) : null;
        return meaning != null ? meaning : AnswerParser.parse(s, budget);
    }

    private static Comparison result(Same same, String reason) {
        return switch (same) {
            case YES -> new Comparison(Comparison.Outcome.EQUAL, reason);
            case NO -> new Comparison(Comparison.Outcome.DIFFERENT, reason);
            case UNKNOWN -> new Comparison(Comparison.Outcome.UNDECIDED, "undecided: " + reason);
        };
    }
}
