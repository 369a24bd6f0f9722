package io.srpo.train.sft;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.SrpoException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text written from the columns of a row: {@code {Equation} = {Answer}} over {@code {"Equation": "( 81.0 - 59.0 )", "Answer": 22.0}} gives {@code 81 - 59 = 22}. A text that is one
 * column and nothing else is taken as it stands; within others a whole number loses its {@code .0}, and an expression the brackets around it.
 */
final class ColumnText {
    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("(?<![\\w.])(\\d+)\\.0+(?![\\w.])");

    private final String pattern;

    /** @param pattern with the columns' names in braces */
    ColumnText(String pattern) {
        this.pattern = pattern;
    }

    /**
     * The text of a row.
     *
     * @param where the row's place, such as {@code file.jsonl:7}
     * @throws SrpoException (input) when the row lacks a column, or the column is not a text or number
     */
    String of(JsonNode row, String where) {
        Matcher columns = COLUMN.matcher(pattern);
        if (columns.matches()) {
            return column(row, columns.group(1), where);
        }
        return columns.reset().replaceAll(found -> Matcher.quoteReplacement(tidy(column(row, found.group(1), where))));
    }

    private static String column(JsonNode row, String name, String where) {
        JsonNode value = row.path(name);
        if (!value.isTextual() && !value.isNumber()) {
            throw SrpoException.input(where + ": \"" + name + "\" is "
                    + (value.isMissingNode() ? "missing" : "neither a text nor a number")
                    + "; each line needs it, or let data.prompt and data.completion name the file's own columns");
        }
        return value.asText();
    }

    private static String tidy(String text) {
        String bare = text.strip();
        if (bare.startsWith("(") && bare.endsWith(")") && encloses(bare)) {
            bare = bare.substring(1, bare.length() - 1).strip();
        }
        return WHOLE_NUMBER.matcher(bare).replaceAll("$1");
    }

    /** Whether the first bracket is closed by the last. */
    private static boolean encloses(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '(') {
                depth++;
            } else if (text.charAt(i) == ')' && --depth == 0) {
                return i == text.length() - 1;
            }
        }
        return false;
    }
}
