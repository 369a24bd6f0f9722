package io.srpo.verify.math;

import io.srpo.verify.math.compare.Comparison;
import io.srpo.verify.math.number.Budget;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the question adds to a comparison: the percent sign or base it asks for, and whether an answer only repeats it. */
final class QuestionContext {
    private static final Pattern BASE = Pattern.compile("_\\{?(\\d{1,2})}?$");
    private static final Pattern OPERATOR =
            Pattern.compile("[-+*/^]|\\\\(?:frac|sqrt|cdot|times|div|sin|cos|tan|log|ln|binom)");

    private final String question;

    QuestionContext(String question) {
        this.question = question;
    }

    Comparison reconsider(String gold, String answer, Comparison first, MathEquivalence equivalence, Budget budget) {
        if (first.equal()) {
            return repeats(gold, answer) ? new Comparison(Comparison.Outcome.DIFFERENT, "repeats the question") : first;
        }
        String lower = question.toLowerCase(Locale.ROOT);
        boolean percent = lower.contains("percent") || lower.contains("%");
        if (percent && gold.contains("%") != answer.contains("%") && !answer.contains(".0")) {
            Comparison c = gold.contains("%")
                    ? equivalence.compare(gold, answer + "\\%", budget)
                    : equivalence.compare(gold + "\\%", answer, budget);
            if (c.equal()) {
                return new Comparison(Comparison.Outcome.EQUAL, "equal as the percentage asked for");
            }
        }
        Matcher base = BASE.matcher(gold.strip());
        if (base.find() && answer.strip().matches("-?[0-9A-Za-z.]+") && lower.matches("(?s).*base.*")) {
            Comparison c = equivalence.compare(gold, answer.strip() + "_{" + base.group(1) + "}", budget);
            if (c.equal()) {
                return new Comparison(Comparison.Outcome.EQUAL, "equal in the base asked for");
            }
        }
        return first;
    }

    /** Whether the answer is an expression of the question that the gold answer is not. */
    private boolean repeats(String gold, String answer) {
        String a = flat(answer);
        String g = flat(gold);
        if (a.length() < 3
                || a.equals(g)
                || !OPERATOR.matcher(a).find()
                || (gold.length() > 2 && question.contains(gold))) {
            return false;
        }
        String q = flat(question);
        return q.contains(a)
                && (g.length() < 3 || !q.contains(g))
                && !q.contains(g + "=")
                && !a.matches("-?\\d+/\\d+|-?\\\\frac\\{\\d+}\\{\\d+}");
    }

    private static String flat(String s) {
        return s.replaceAll("\\\\(?:left|right|displaystyle|,|;|!|:)|[\\s$]", "")
                .replace("\\dfrac", "\\frac")
                .replace("\\tfrac", "\\frac");
    }
}
