package io.srpo.data.curate;

import io.srpo.core.task.Task;
import io.srpo.data.read.Row;
import org.jspecify.annotations.Nullable;

/** Port to what a curation needs to know of verifiers and tokenizers. Thread-safe. */
public interface TaskChecks {
    /** Why a verifier would not accept the task's own answer or reference solution; null when it does. */
    @Nullable
    String unfit(Task task, Row row);

    /** Whether two gold answers mean the same. */
    boolean sameAnswer(String gold, String other);

    /** The text's length in tokens. */
    int tokens(String text);

    /** Answers are compared as they are written, and every task is fit; lengths are in pieces between spaces and signs. */
    TaskChecks PLAIN = new TaskChecks() {
        @Override
        public @Nullable String unfit(Task task, Row row) {
            return null;
        }

        @Override
        public boolean sameAnswer(String gold, String other) {
            return gold.equals(other);
        }

        @Override
        public int tokens(String text) {
            return Pieces.count(text);
        }
    };
}
