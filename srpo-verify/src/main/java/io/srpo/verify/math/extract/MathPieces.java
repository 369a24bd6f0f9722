package io.srpo.verify.math.extract;

import io.srpo.verify.math.compare.BareAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Math between dollar signs, {@code \\(} or {@code \\[} in a sentence. */
final class MathPieces {
    private static final Pattern PIECE = Pattern.compile(
            "\\$\\$([^$]{1,600})\\$\\$|(?<!\\\\)\\$([^$\\n]{1,600})(?<!\\\\)\\$|\\\\\\(((?:(?!\\\\\\)).){1,600})\\\\\\)|(?<!\\\\)\\\\\\[([^\\]]{1,600})\\\\\\]");

    private MathPieces() {}

    /** The last piece, joined with those before it; null when a number follows it, or when it is no more than a name. */
    static @Nullable String last(String text) {
        List<String> joined = new ArrayList<>();
        int end = -1;
        Matcher m = PIECE.matcher(text);
        while (m.find()) {
            String piece = null;
            for (int k = 1; k <= 4 && piece == null; k++) {
                piece = m.group(k);
            }
            if (piece == null || piece.matches("[^\\\\]*\\b[A-Za-z]{2,}\\s*")) {
                return null;
            }
            boolean follows = end >= 0
                    && m.start() - end < 20
                    && Boxes.BETWEEN.matcher(text.substring(end, m.start())).matches();
            if (!follows) {
                joined.clear();
            }
            joined.add(piece.strip());
            end = m.end();
        }
        if (end < 0 || text.substring(end).chars().anyMatch(Character::isDigit)) {
            return null;
        }
        String all = String.join(", ", joined);
        return all.matches("\\\\?[A-Za-z]+") || !BareAnswer.is(all) ? null : all;
    }
}
