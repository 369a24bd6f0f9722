package io.srpo.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.SrpoException;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.RolloutEngine.Usage;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.Fixture;
import io.srpo.engine.Policy;
import io.srpo.engine.decoder.LanguageModel;
import io.srpo.engine.decoder.Parameters;
import io.srpo.engine.model.ModelFiles;
import io.srpo.engine.torch.Dtype;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** An answer's first token comes from the prompt's pass, each further one takes a place of a step. */
    @Test
    void aCallTellsHowItsPlacesWereFilled() {
        try (Policy policy = Fixture.open(TINY.get(0))) {
            Generator generator = policy.generator();
            assertThat(generator.usage()).isEmpty();
            int[] lengths =
                    generate(generator, List.of(new int[] {7, 8, 9}, new int[] {11}), SamplingSpec.plain(3, 20))
                            .stream()
                            .flatMap(List::stream)
                            .mapToInt(drawing -> drawing.tokens().length)
                            .toArray();
            Usage usage = generator.usage().orElseThrow();
            int decoded = Arrays.stream(lengths).sum() - 6;
            int steps = Arrays.stream(lengths).max().orElseThrow() - 1;
            assertThat(usage.rows()).isEqualTo(6);
            assertThat(usage.steps()).isEqualTo(steps);
            assertThat(usage.decoded()).isEqualTo(decoded);
            assertThat(usage.fullPlaces()).isEqualTo(decoded / (6.0 * steps));
            assertThat(usage.samplingSeconds()).isPositive();
        }
    }

    /** Tokens are added to a tokenizer without the weights knowing of them. */
    @Test
    void aTokenBeyondTheEmbeddingIsNamedWithItsPrompt() {
        try (Policy policy = Fixture.open(TINY.get(0))) {
            int beyond = policy.config().vocabSize();
            assertThatThrownBy(() -> generate(policy, List.of(new int[] {7, beyond}), SamplingSpec.greedy(1)))
                    .isInstanceOf(SrpoException.class)
                    .hasMessageContaining("holds the token " + beyond)
                    .hasMessageContaining("ends at " + (beyond - 1));
        }
    }

    /** Nor is anything of them left for whoever draws next. */
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void numbersThatAreNotFiniteAreSaid(float broken) {
        try (ModelFiles files = ModelFiles.open(Fixture.path("tiny-llama"));
                LanguageModel model =
                        new LanguageModel(Parameters.load(files.config(), files.weights()), Dtype.FP32, null)) {
            Generator generator = new Generator(model, MemoryPlan.heapShare(0.1), ids -> "");
            List<int[]> prompts = List.of(new int[] {7, 8, 9}, new int[] {11});
            for (SamplingSpec spec : List.of(SamplingSpec.plain(3, 20), SamplingSpec.greedy(20))) {
                List<List<Drawing>> before = generate(generator, prompts, spec);
                String name = "model.embed_tokens.weight";
                float[] good = model.read(name);
                float[] bad = good.clone();
                // One that no answer begins with: keys and values are not finite where the next answers' own come last.
                int late = firstAfter(3, before);
                int width = model.config().hiddenSize();
                Arrays.fill(bad, late * width, (late + 1) * width, broken);
                model.parameters().write(name, bad);
                assertThatThrownBy(() -> generate(generator, prompts, spec))
                        .isInstanceOf(SrpoException.class)
                        .hasMessageContaining("of an answer are not finite");
                model.parameters().write(name, good);
                assertThat(generate(generator, prompts, spec))
                        .usingRecursiveComparison()
                        .isEqualTo(before);
            }
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
            List<List<Drawing>> drawn = generate(policy, prompts, SamplingSpec.plain(5, 240));
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

    /** So many that each thread takes some through all layers by itself, and fewer from step to step. */
    @ParameterizedTest
    @FieldSource("TINY")
    void recordedLogProbsAreTheScorersHoweverManyRowsAndThreads(String name) {
        List<int[]> prompts = new ArrayList<>();
        for (int p = 0; p < 25; p++) {
            int[] prompt = new int[1 + p % 7];
            Arrays.setAll(prompt, i -> 5 + i);
            prompts.add(prompt);
        }
        for (int threads : new int[] {2, 3}) {
            try (Policy policy = Policy.open(Fixture.path(name), "fp32", threads)) {
                List<List<Drawing>> drawn = generate(policy, prompts, SamplingSpec.plain(8, 30));
                for (int p = 0; p < prompts.size(); p++) {
                    for (Drawing drawing : drawn.get(p)) {
                        float[] scores = policy.score(prompts.get(p), drawing.tokens());
                        for (int i = 0; i < scores.length; i++) {
                            assertThat(drawing.logProbs()[i]).isCloseTo(scores[i], within(2e-4f));
                        }
                    }
                }
                assertThat(generate(policy, prompts, SamplingSpec.plain(8, 30)))
                        .usingRecursiveComparison()
                        .isEqualTo(drawn);
            }
        }
    }

    @Test
    void whatARolloutDrawsDependsNeitherOnTheBatchNorOnItsSize() {
        try (Policy policy = Fixture.open("tiny-llama")) {
            List<int[]> prompts = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                prompts.add(new int[] {5 + i, 40, 41 + i % 3});
            }
            SamplingSpec spec = SamplingSpec.plain(4, 40);
            List<List<Drawing>> together = generate(policy, prompts, spec);
            List<List<Drawing>> narrow = generate(policy, prompts, spec, new MemoryPlan(1L << 40, 5));
            int differing = 0;
            for (int p = 0; p < prompts.size(); p++) {
                for (int s = 0; s < 4; s++) {
                    differing += Arrays.equals(
                                    together.get(p).get(s).tokens(),
                                    narrow.get(p).get(s).tokens())
                            ? 0
                            : 1;
                }
            }
            // Only rounding in the matrix products can decide a draw otherwise.
            assertThat(differing).isLessThanOrEqualTo(1);
        }
    }

    /** With 30 answers the longest prompt lies in tensors and is attended to by one product; the others do not. */
    @ParameterizedTest
    @FieldSource("TINY")
    void sharedPromptsGiveTheLogProbabilitiesOfPromptsByThemselves(String name) {
        try (Policy policy = Fixture.open(name)) {
            List<int[]> prompts = new ArrayList<>();
            for (int length : new int[] {20, 3, 33, 80}) {
                int[] prompt = new int[length];
                Arrays.setAll(prompt, i -> 5 + (7 * i + length) % 300);
                prompts.add(prompt);
            }
            for (MemoryPlan plan : List.of(new MemoryPlan(1L << 40, 64), new MemoryPlan(1L << 40, 6))) {
                List<List<Drawing>> drawn = generate(policy, prompts, SamplingSpec.plain(30, 40), plan);
                for (int p = 0; p < prompts.size(); p++) {
                    for (Drawing drawing : drawn.get(p)) {
                        float[] scores = policy.score(prompts.get(p), drawing.tokens());
                        for (int i = 0; i < scores.length; i++) {
                            assertThat(drawing.logProbs()[i]).isCloseTo(scores[i], within(1e-4f));
                        }
                    }
                }
            }
        }
    }

    @Test
    void samplesOfATaskDifferAndTheSameKeyDrawsTheSameAgain() {
        try (Policy policy = Fixture.open("tiny-qwen2")) {
            List<int[]> prompts = List.of(new int[] {9, 10, 11});
            SamplingSpec spec = new SamplingSpec(6, 0.8, 0.95, 50, 0.01, 20, List.of());
            List<Drawing> first = generate(policy, prompts, spec).get(0);
            List<Drawing> again = generate(policy, prompts, spec).get(0);
            for (int s = 0; s < 6; s++) {
                assertThat(again.get(s).tokens()).isEqualTo(first.get(s).tokens());
                assertThat(again.get(s).logProbs()).isEqualTo(first.get(s).logProbs());
            }
            assertThat(first.stream().map(d -> Arrays.toString(d.tokens())).distinct())
                    .hasSizeGreaterThan(4);
        }
    }

    @Test
    void drawsFollowTheModelsDistribution() {
        try (Policy policy = Fixture.open("tiny-qwen3")) {
            int[] prompt = {30, 31, 32};
            int vocab = policy.config().vocabSize();
            float[] logits = Arrays.copyOfRange(policy.logits(prompt), 2 * vocab, 3 * vocab);
            double sum = 0;
            for (float z : logits) {
                sum += Math.exp(z);
            }
            int draws = 4000;
            int[] counts = new int[vocab];
            for (Drawing drawing : generate(policy, List.of(prompt), SamplingSpec.plain(draws, 1))
                    .get(0)) {
                counts[drawing.tokens()[0]]++;
            }
            double chi = 0;
            for (int t = 0; t < vocab; t++) {
                double expected = draws * Math.exp(logits[t]) / sum;
                chi += (counts[t] - expected) * (counts[t] - expected) / expected;
            }
            // Chi-square with 319 degrees of freedom: mean 319, deviation 25; the stream is fixed, so this does not
            // flicker.
            assertThat(chi).isBetween(220.0, 420.0);
        }
    }

    @Test
    void aPromptThatFillsTheContextIsRefusedAndAnAnswerEndsAtTheContext() {
        try (Policy policy = Fixture.open("tiny-llama")) {
            int[] full = new int[256];
            Arrays.fill(full, 7);
            assertThatThrownBy(() -> generate(policy, List.of(full), SamplingSpec.plain(1, 5)))
                    .isInstanceOf(SrpoException.class)
                    .hasMessageContaining("task-0");
            Drawing drawing = generate(policy, List.of(Arrays.copyOf(full, 250)), SamplingSpec.plain(1, 50))
                    .get(0)
                    .get(0);
            assertThat(drawing.tokens()).hasSizeLessThanOrEqualTo(6);
        }
    }

    /** A token that an answer has, but none among its first few. */
    private static int firstAfter(int few, List<List<Drawing>> drawn) {
        Set<Integer> early = new HashSet<>();
        List<Integer> later = new ArrayList<>();
        for (List<Drawing> answers : drawn) {
            for (Drawing answer : answers) {
                int[] tokens = answer.tokens();
                for (int i = 0; i < tokens.length; i++) {
                    (i < few ? early : later).add(tokens[i]);
                }
            }
        }
        return later.stream()
                .filter(token -> !early.contains(token))
                .findFirst()
                .orElseThrow();
    }

    private static List<List<Drawing>> generate(Policy policy, List<int[]> prompts, SamplingSpec spec) {
        return generate(policy.generator(), prompts, spec);
    }

    private static List<List<Drawing>> generate(
            Policy policy, List<int[]> prompts, SamplingSpec spec, MemoryPlan memory) {
        return generate(policy.generator(memory), prompts, spec);
    }

    private static List<List<Drawing>> generate(Generator generator, List<int[]> prompts, SamplingSpec spec) {
        List<Generator.Request> requests = new ArrayList<>();
        for (int[] prompt : prompts) {
            requests.add(new Generator.Request("task-" + requests.size(), prompt));
        }
        return generator.generate(requests, spec, KEY, Progress.NONE, (request, sample, token) -> {});
    }
}
