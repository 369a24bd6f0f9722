package io.srpo.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.Invocation;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.wire.Models;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.Policy;
import io.srpo.engine.rollout.Drawing;
import io.srpo.engine.rollout.Generator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTest {
    private static final String PROMPT = "Question: 12 + 7\n<think>";

    @TempDir
    Path folder;

    @Test
    void scoresAreTheLogProbabilitiesThatRolloutsWereDrawnWith() throws IOException {
        StringBuilder lines = new StringBuilder();
        List<Drawing> drawn;
        try (Policy policy = Models.open("bundled", "fp32", 1)) {
            int[] prompt = policy.tokenizer().encode(PROMPT);
            drawn = policy.generator()
                    .generate(
                            List.of(new Generator.Request("task", prompt)),
                            SamplingSpec.plain(6, 24),
                            new StreamKey(1, 1),
                            Progress.NONE,
                            (request, sample, token) -> {})
                    .get(0);
            for (Drawing drawing : drawn) {
                ObjectNode line = JsonLines.MAPPER.createObjectNode();
                line.set("prompt_ids", JsonLines.MAPPER.valueToTree(prompt));
                line.set("response_ids", JsonLines.MAPPER.valueToTree(drawing.tokens()));
                lines.append(line.put("id", "x")).append('\n');
            }
        }
        List<JsonNode> scored = score(lines.toString());
        assertThat(scored).hasSameSizeAs(drawn);
        for (int i = 0; i < scored.size(); i++) {
            float[] expected = drawn.get(i).logProbs();
            double sum = 0;
            for (int t = 0; t < expected.length; t++) {
                assertThat(scored.get(i).at("/log_probs/" + t).floatValue()).isCloseTo(expected[t], within(1e-3f));
                sum += expected[t];
            }
            assertThat(scored.get(i).get("log_probs")).hasSize(expected.length);
            assertThat(scored.get(i).get("sum").doubleValue()).isCloseTo(sum, within(1e-2));
        }
    }

    @Test
    void textIsScoredAsItsTokens() throws IOException {
        String ids;
        try (Policy policy = Models.open("bundled", "fp32", 1)) {
            int begin = policy.tokenizer().encode("").length;
            int[] response = policy.tokenizer().encode(" 12 + 7 = 19");
            ids = "{\"id\":2,\"prompt_ids\":"
                    + JsonLines.MAPPER.valueToTree(policy.tokenizer().encode(PROMPT))
                    + ",\"response_ids\":"
                    + JsonLines.MAPPER.valueToTree(Arrays.copyOfRange(response, begin, response.length)) + "}";
        }
        ObjectNode text = JsonLines.MAPPER.createObjectNode();
        text.put("id", 1).put("prompt", PROMPT).put("response", " 12 + 7 = 19");
        List<JsonNode> scored = score(text + "\n" + ids + "\n");
        assertThat(scored).hasSize(2);
        assertThat(scored.get(0).get("log_probs")).isEqualTo(scored.get(1).get("log_probs"));
    }

    private List<JsonNode> score(String lines) throws IOException {
        Path in = Files.writeString(folder.resolve("in.jsonl"), lines);
        Invocation invocation = Invocation.of(
                "score", "--model", "bundled", "--dtype", "fp32", "--threads", "1", "--in", in.toString());
        assertThat(invocation.status()).as(invocation.err()).isZero();
        return invocation.out().lines().map(ScoreTest::json).toList();
    }

    private static JsonNode json(String line) {
        try {
            return JsonLines.MAPPER.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
