package io.srpo.data.read;

import io.srpo.core.task.Task;

/** DeepMath-103K: {@code question} and {@code final_answer}, or as converted {@code prompt} and {@code ground_truth}; {@code difficulty}. */
final class DeepMathLayout implements Layout {
    @Override
    public boolean fits(Row row) {
        return (row.isText("prompt") && row.has("ground_truth")) || (row.isText("question") && row.has("final_answer"));
    }

    @Override
    public Task read(Row row) {
        boolean converted = row.has("ground_truth");
        return TaskOf.math(
                row,
                row.optional("id"),
                row.text(converted ? "prompt" : "question"),
                row.scalar(converted ? "ground_truth" : "final_answer"));
    }
}
