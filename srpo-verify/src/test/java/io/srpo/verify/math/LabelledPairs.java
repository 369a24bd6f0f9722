package io.srpo.verify.math;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The labelled pairs of {@code math/labelled.jsonl}. */
record LabelledPairs(String kind, String gold, String answer, String question, boolean expected) {
    static List<LabelledPairs> all() {
        ObjectMapper mapper = new ObjectMapper();
        List<LabelledPairs> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LabelledPairs.class.getResourceAsStream("/math/labelled.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonNode row = mapper.readTree(line);
                rows.add(new LabelledPairs(
                        row.get("kind").asText(),
                        row.get("gold").asText(),
                        row.get("answer").asText(),
                        row.path("question").asText(""),
                        row.get("expected").asBoolean()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    boolean judgedBy(MathVerifier verifier) {
        return verifier.judge(gold, answer, question.isEmpty() ? null : question)
                .right();
    }
}
