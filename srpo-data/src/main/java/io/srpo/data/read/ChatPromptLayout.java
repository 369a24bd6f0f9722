package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Math rows prepared for other trainers: {@code prompt} is a text or a chat (its last user message is the question), the answer stands in
 * {@code reward_model.ground_truth} (verl), {@code ground_truth}, {@code solution} or {@code answer} (TRL).
 */
final class ChatPromptLayout implements Layout {
    @Override
    public boolean fits(Row row) {
        return (row.columns().path("prompt").isArray() || row.isText("prompt")) && gold(row) != null;
    }

    @Override
    public Task read(Row row) {
        String question = row.isText("prompt") ? row.text("prompt") : null;
        for (JsonNode message : row.require("prompt")) {
            if (message.path("role").asText().equals("user")) {
                question = message.path("content").asText();
            }
        }
        String gold = gold(row);
        if (question == null || question.isBlank() || gold == null) {
            throw row.fault("\"prompt\" holds no message of the role \"user\"");
        }
        String boxed = Boxed.last(gold);
        return TaskOf.math(row, row.optional("id"), question, boxed == null ? gold : boxed);
    }

    private static @Nullable String gold(Row row) {
        JsonNode verl = row.columns().path("reward_model").path("ground_truth");
        if (!verl.isMissingNode()) {
            return Scalars.text(verl);
        }
        for (String column : new String[] {"ground_truth", "solution", "answer"}) {
            if (row.has(column)) {
                return row.optional(column);
            }
        }
        return null;
    }
}
