package io.srpo.data.read;

import io.srpo.core.task.Task;

/**
 * MATH, MATH-500 and AIME: {@code problem} with an {@code answer}, or else with a {@code solution} whose last {@code \boxed{}} is the answer. Some copies of AIME
 * write the columns with capitals.
 */
final class CompetitionMathLayout implements Layout {
    @Override
    public boolean fits(Row row) {
        return (row.isText("problem") && (row.has("answer") || row.isText("solution"))) || capitals(row);
    }

    @Override
    public Task read(Row row) {
        if (capitals(row)) {
            String id = row.has("ID") ? row.optional("ID") : row.optional("Problem ID");
            return TaskOf.math(row, id, row.text("Problem"), row.scalar("Answer"));
        }
        String id = row.has("unique_id") ? row.optional("unique_id") : row.optional("id");
        return TaskOf.math(row, id, row.text("problem"), row.has("answer") ? row.scalar("answer") : boxed(row));
    }

    private static boolean capitals(Row row) {
        return row.isText("Problem") && row.has("Answer");
    }

    private static String boxed(Row row) {
        String boxed = Boxed.last(row.text("solution"));
        if (boxed == null || boxed.isBlank()) {
            throw row.fault("\"solution\" holds no \\boxed{} and there is no \"answer\"");
        }
        return boxed;
    }
}
