package io.srpo.verify.math.extract;

import io.srpo.verify.math.compare.BareAnswer;
import io.srpo.verify.math.number.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Math between dollar signs, {@code \\(} or {@code \\[} in a sentence. */
final class MathPieces {
    private static final Pattern PIECE = Pattern.compile(
            "\\$\\$([^$]{1,600})\\$\\$|(?<!\\\\)\\$([^$\\n]{1,600})(?<!\\\\)\\$|\\\\\\(((?:(?!\\\\\\)).){1,600})\\\\\\)|(?<!\\\\)\\\\\\[([^\\]]{1,600})\\\\\\]");

    /** An approximation that follows an exact answer. */
    private static final Pattern ROUGHLY = Pattern.compile(
            "[^.\\n\\d]{0,40}(?:\\b(?:about|approximately|roughly|approx|nearly|around)\\b|≈|~) ?\\$?[\\d.,]+[^\\d\\n]*$");

    /** A clause at the very end that says where or why, not what. */
    private static final Pattern ADDED = Pattern.compile(
            ",? (?:and (?:it )?is )?(?:attained|achieved|reached|occurring|obtained|taken|when|since|because|which happens|which occurs|rather than|instead of|unlike|(?:after )?(?:rejecting|discarding|dismissing|ignoring|disregarding))\\b[^.\\n]*(?:\\.[^.\\n]{0,12})?$|, (?:and |but )?not [^.\\n,;]{1,40}\\.?$");

    /** A check behind the answer. */
    private static final Pattern CHECKED = Pattern.compile(
            "(?:\\.|\\n) *\\(?(?:Check|Checking|Verification|Verify|To check|To verify|Let's check|Let us check)\\b[^\\n]*$");

    private MathPieces() {}

    private static String withoutCheck(String all) {
        Matcher m = CHECKED.matcher(all).region(Math.max(0, all.length() - 300), all.length());
        return m.find() && all.substring(0, m.start()).chars().anyMatch(Character::isDigit)
                ? all.substring(0, m.start() + 1).strip()
                : all;
    }

    static String mainClause(String text) {
        String all = withoutCheck(text.strip());
        Matcher m = ADDED.matcher(all).region(Math.max(0, all.length() - 200), all.length());
        if (!m.find()) {
            return all;
        }
        String head = all.substring(0, m.start());
        if (head.endsWith(" is") || head.endsWith(" are")) {
            return all;
        }
        String sentence = head.substring(Math.max(head.lastIndexOf(". "), head.lastIndexOf('\n')) + 1);
        return sentence.chars().anyMatch(Character::isDigit) ? head : all;
    }

    /** The last piece, joined with those before it; null when a number follows it, or when it is no more than a name. */
    static @Nullable String last(String response, Budget budget) {
        String text = mainClause(response);
        List<String> joined = new ArrayList<>();
        int end = -1;
        Matcher m = budget.matcher(PIECE, text);
        while (m.find()) {
            budget.step();
            String piece = null;
            for (int k = 1; k <= 4 && piece == null; k++) {
                piece = m.group(k);
            }
            if (piece == null || piece.matches("[^\\\\]*\\b[A-Za-z]{2,}\\s*")) {
                return null;
            }
            if (piece.startsWith("^") && !joined.isEmpty() && m.start() - end < 16) {
                int last = joined.size() - 1;
                joined.set(last, joined.get(last) + text.substring(end, m.start()) + piece);
                end = m.end();
                continue;
            }
            boolean follows = end >= 0
                    && m.start() - end < 20
                    && Boxes.BETWEEN.matcher(text.substring(end, m.start())).matches();
            if (!follows) {
                joined.clear();
            }
            joined.add(Boxes.connective(end < 0 || joined.isEmpty() ? "" : text.substring(end, m.start()))
                    + piece.strip());
            end = m.end();
        }
        if (end < 0) {
            return Tail.of(text, budget);
        }
        String rest = text.substring(end);
        if (budget.matcher(ROUGHLY, rest).lookingAt()) {
            rest = "";
        }
        if (rest.chars().anyMatch(Character::isDigit)) {
            return null;
        }
        String all = Boxes.list(joined);
        return all.matches("\\\\?[A-Za-z]+") || !BareAnswer.is(all, budget) ? null : all;
    }
}
