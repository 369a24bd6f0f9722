package io.srpo.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The labelled pairs of {@code math/labelled.jsonl}: written by hand for this project, one gold answer with its right and its wrong renderings, over every
 * kind of answer that the verifier promises.
 */
class LabelledPairsTest {
    @Test
    void verdictsAgreeWithTheLabelsAndHardlyEverPassAWrongAnswer() throws IOException {
        MathVerifier verifier = new MathVerifier();
        List<String> missed = new ArrayList<>();
        List<String> falsePositives = new ArrayList<>();
        int pairs = 0;
        int equal = 0;
        for (JsonNode row : rows()) {
            pairs++;
            boolean expected = row.get("expected").asBoolean();
            equal += expected ? 1 : 0;
            String gold = row.get("gold").asText();
            String answer = row.get("answer").asText();
            boolean right = verifier.judge(gold, answer, null).right();
            String shown = row.get("kind").asText() + ": " + gold + " against " + answer;
            if (right && !expected) {
                falsePositives.add(shown);
            } else if (!right && expected) {
                missed.add(shown);
            }
        }
        assertThat(pairs).isGreaterThanOrEqualTo(600);
        assertThat(equal).isBetween(pairs * 2 / 5, pairs * 3 / 5);
        assertThat(falsePositives).as("wrong answers that passed").hasSizeLessThan(1 + pairs / 200);
        assertThat(missed.size() + falsePositives.size())
                .as("missed: %s%nfalse positives: %s", missed, falsePositives)
                .isLessThanOrEqualTo(pairs / 50);
    }

    private static List<JsonNode> rows() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LabelledPairsTest.class.getResourceAsStream("/math/labelled.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                rows.add(mapper.readTree(line));
            }
        }
        return rows;
    }
}
