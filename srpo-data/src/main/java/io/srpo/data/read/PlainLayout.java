package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.SrpoException;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Language;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;
import org.jspecify.annotations.Nullable;

/**
 * The product's own layouts: {@code {"id"?,"question","answer"}} for math (and for a domain that a user adds),
 * {@code {"id"?,"question","language","tests"}} for code. Also what a row becomes once a configuration has named its fields.
 */
final class PlainLayout implements Layout {
    private final @Nullable Domain hint;

    /** @param hint the domain that the configuration says, or null to go by the columns */
    PlainLayout(@Nullable Domain hint) {
        this.hint = hint;
    }

    @Override
    public boolean fits(Row row) {
        return row.has("question") && (row.has("answer") || row.has("tests"));
    }

    @Override
    public Task read(Row row) {
        Domain domain = hint != null ? hint : row.has("tests") ? Domain.CODE : Domain.MATH;
        String id = row.has("id") ? row.scalar("id") : row.stem() + ":" + row.line();
        String question = row.text("question").strip();
        return new Task(id, domain, question, reference(row, domain), TaskOf.labels(row));
    }

    private static Reference reference(Row row, Domain domain) {
        if (domain.equals(Domain.MATH)) {
            return new Reference.Answer(row.scalar("answer").strip());
        }
        if (domain.equals(Domain.CODE)) {
            try {
                Language language = Language.of(row.text("language"));
                return new Reference.Code(language, TestsJson.parse(row.json("tests"), language));
            } catch (SrpoException e) {
                throw atLine(row, e);
            }
        }
        JsonNode answer = row.require("answer");
        return new Reference.Custom(answer.isTextual() ? answer.textValue() : answer.toString());
    }

    /** Faults of {@link Language} and {@link Tests} know no line; those of the row already name it. */
    private static SrpoException atLine(Row row, SrpoException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith(row.file() + ":") ? e : row.fault(message);
    }
}
