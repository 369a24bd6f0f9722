package io.srpo.data.read;

import io.srpo.core.task.Task;

/** SVAMP: the story in {@code Body}, what is asked in {@code Question}, a number in {@code Answer}. */
final class SvampLayout implements Layout {
    @Override
    public boolean fits(Row row) {
        return row.hasAll("Body", "Question", "Answer");
    }

    @Override
    public Task read(Row row) {
        String question = row.text("Body").strip() + " " + row.text("Question").strip();
        return TaskOf.math(row, row.optional("ID"), question, row.scalar("Answer"));
    }
}
