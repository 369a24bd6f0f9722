package io.srpo.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.Fixture;
import io.srpo.engine.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class GeneratorTest {
    static final List<String> TINY = Fixture.TINY;
    private static final StreamKey KEY = new StreamKey(3, 1);

    @ParameterizedTest
    @FieldSource("TINY")
    void greedyContinuationIsThatOfTransformers(String name) {
        try (Policy policy = Fixture.open(name)) {
            JsonNode reference = Fixture.reference(name);
            int[] prompt = Fixture.ints(reference.get("greedy_prompt"));
            int[] expected = Fixture.ints(reference.get("greedy"));
            Drawing drawing = generate(policy, List.of(prompt), SamplingSpec.greedy(expected.length))
                    .get(0)
                    .get(0);
            assertThat(drawing.tokens()).containsExactly(expected);
        }
    }

    @Test
    @Tag("real")
    void greedyContinuationsOfSmolLmAreThoseOfTransformersWhereTheMarginIsClear() {
        try (Policy policy = Fixture.openReal()) {
            for (JsonNode text : Fixture.realReference().get("tokenizer_and_logits")) {
                int[] expected = Fixture.ints(text.get("greedy"));
                double[] margins = Fixture.doubles(text.get("greedy_margins"));
                Drawing drawing = generate(policy, List.of(Fixture.ints(text.get("ids"))), SamplingSpec.greedy(32))
                        .get(0)
                        .get(0);
                int clear = 0;
                while (clear < expected.length && margins[clear] > 0.02) {
                    clear++;
                }
                assertThat(Arrays.copyOf(drawing.tokens(), clear))
                        .as(text.get("text").asText())
                        .containsExactly(Arrays.copyOf(expected, clear));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("TINY")
    void recordedLogProbsAreTheScorersWhateverTheLengthsInTheBatch(String name) {
        try (Policy policy = Fixture.open(name)) {
            List<int[]> prompts = List.of(new int[] {7, 8, 9}, new int[] {11}, new int[] {20, 21, 22, 23, 24, 25, 26});
            List<List<Drawing>> drawn = generate(policy, prompts, SamplingSpec.plain(5, 80));
            for (int p = 0; p < prompts.size(); p++) {
                assertThat(drawn.get(p)).hasSize(5);
                for (Drawing drawing : drawn.get(p)) {
                    float[] scores = policy.score(prompts.get(p), drawing.tokens());
                    for (int i = 0; i < scores.length; i++) {
                        assertThat(drawing.logProbs()[i]).isCloseTo(scores[i], within(2e-4f));
                    }
                }
            }
        }
    }

    private static List<List<Drawing>> generate(Policy policy, List<int[]> prompts, SamplingSpec spec) {
        List<Generator.Request> requests = new ArrayList<>();
        for (int[] prompt : prompts) {
            requests.add(new Generator.Request("task-" + requests.size(), prompt));
        }
        return policy.generator().generate(requests, spec, KEY, Progress.NONE, (request, sample, token) -> {});
    }
}
