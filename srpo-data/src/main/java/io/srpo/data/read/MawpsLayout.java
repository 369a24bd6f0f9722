package io.srpo.data.read;

import io.srpo.core.task.Task;

/** MAWPS as converted: {@code input} and a number in {@code target}. */
final class MawpsLayout implements Layout {
    @Override
    public boolean fits(Row row) {
        return row.isText("input") && row.columns().path("target").isNumber();
    }

    @Override
    public Task read(Row row) {
        return TaskOf.math(row, row.optional("id"), row.text("input"), row.scalar("target"));
    }
}
