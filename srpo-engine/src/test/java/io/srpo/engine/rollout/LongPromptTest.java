package io.srpo.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.Fixture;
import io.srpo.engine.decoder.LanguageModel;
import io.srpo.engine.decoder.Parameters;
import io.srpo.engine.model.ModelFiles;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many answers behind long prompts, whose attention takes exponentials of scores without looking for the largest one first. */
class LongPromptTest {
    private static final SamplingSpec ANSWERS = SamplingSpec.plain(25, 40);

    @ParameterizedTest
    @CsvSource({"tiny-llama, 1", "tiny-qwen2, 1", "tiny-qwen3, 1", "tiny-qwen3, 2"})
    void recordedLogProbsAreThoseOfTheWholeSequence(String name, int threads) {
        assertRecordedIsExact(name, threads, model -> {}, 2e-4);
    }

    /** Exponentials of some scores are infinite, and all of some rows zero. */
    @ParameterizedTest
    @CsvSource({"tiny-llama, q_proj.weight, 3000", "tiny-qwen2, q_proj.weight, 3000", "tiny-qwen3, q_norm.weight, 300"})
    void someScoresMayBeBeyondExponentials(String name, String parameter, float times) {
        assertRecordedIsExact(name, 1, model -> change(model, parameter, i -> true, times, 0), 1e-3);
    }

    /** Exponentials of all of a row's scores are zero, or infinite. */
    @ParameterizedTest
    @CsvSource({"1, -30", "2, -30", "1, 30", "2, 30"})
    void allScoresMayBeBeyondExponentials(int threads, float ofKeys) {
        assertRecordedIsExact(
                "tiny-qwen2",
                threads,
                model -> {
                    // The numbers of a head that turn the least with the position.
                    int half = model.config().headDim() / 2;
                    change(model, "q_proj.bias", i -> i % half == half - 1, 0, 30);
                    change(model, "k_proj.bias", i -> i % half == half - 1, 0, ofKeys);
                },
                1e-3);
    }

    /** In the last layer: after others, what is no number in one would be none in the next. */
    private static void change(LanguageModel model, String parameter, IntPredicate which, float times, float plus) {
        String name = "model.layers." + (model.config().layers() - 1) + ".self_attn." + parameter;
        float[] values = model.read(name);
        for (int i = 0; i < values.length; i++) {
            values[i] = which.test(i) ? times * values[i] + plus : values[i];
        }
        model.parameters().write(name, values);
    }

    private static void assertRecordedIsExact(
            String name, int threads, Consumer<LanguageModel> change, double tolerance) {
        Torch.start(threads);
        try (ModelFiles files = ModelFiles.open(Fixture.path(name));
                LanguageModel model =
                        new LanguageModel(Parameters.load(files.config(), files.weights()), Dtype.FP32, null)) {
            change.accept(model);
            List<int[]> prompts = new ArrayList<>();
            for (int length : new int[] {200, 33, 1, 171}) {
                prompts.add(IntStream.range(0, length)
                        .map(i -> 5 + (7 * i + length) % 300)
                        .toArray());
            }
            List<List<Drawing>> drawn = generate(model, prompts);
            for (int p = 0; p < prompts.size(); p++) {
                assertThat(drawn.get(p)).hasSize(ANSWERS.samples());
                for (Drawing drawing : drawn.get(p)) {
                    double[] exact = logProbs(model, prompts.get(p), drawing.tokens());
                    for (int i = 0; i < exact.length; i++) {
                        assertThat((double) drawing.logProbs()[i]).isCloseTo(exact[i], within(tolerance));
                    }
                }
            }
            assertThat(generate(model, prompts)).usingRecursiveComparison().isEqualTo(drawn);
        }
    }

    private static double[] logProbs(LanguageModel model, int[] prompt, int[] answer) {
        int[] all = IntStream.concat(IntStream.of(prompt), IntStream.of(answer)).toArray();
        float[] logits = model.logits(all);
        int vocab = model.config().vocabSize();
        double[] result = new double[answer.length];
        for (int i = 0; i < answer.length; i++) {
            int from = (prompt.length + i - 1) * vocab;
            double sum = IntStream.range(from, from + vocab)
                    .mapToDouble(k -> Math.exp(logits[k]))
                    .sum();
            result[i] = logits[from + answer[i]] - Math.log(sum);
        }
        return result;
    }

    private static List<List<Drawing>> generate(LanguageModel model, List<int[]> prompts) {
        List<Generator.Request> requests = new ArrayList<>();
        for (int[] prompt : prompts) {
            requests.add(new Generator.Request("task-" + requests.size(), prompt));
        }
        return new Generator(model, MemoryPlan.heapShare(0.1), ids -> "")
                .generate(requests, ANSWERS, new StreamKey(3, 1), Progress.NONE, (request, sample, token) -> {});
    }
}
