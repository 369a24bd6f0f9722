package io.srpo.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.rollout.Rollout.Ending;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.Fixture;
import io.srpo.engine.decoder.LanguageModel;
import io.srpo.engine.decoder.Parameters;
import io.srpo.engine.model.ModelFiles;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model whose every token is a letter, the more so that a stop string of two letters lies across tokens. */
class StopStringTest {
    private static final List<String> STOPS = List.of("ab", "q");

    @Test
    void anAnswerEndsWithTheTokenThatCompletesAStopStringAndNoSooner() {
        Torch.start(Fixture.THREADS);
        try (ModelFiles files = ModelFiles.open(Fixture.path("tiny-llama"));
                LanguageModel model =
                        new LanguageModel(Parameters.load(files.config(), files.weights()), Dtype.FP32, null)) {
            SamplingSpec spec = new SamplingSpec(64, 1, 1, 0, 0, 40, STOPS);
            List<Drawing> drawn = new Generator(model, MemoryPlan.heapShare(0.5), StopStringTest::text)
                    .generate(
                            List.of(new Generator.Request("task", new int[] {5, 6, 7})),
                            spec,
                            new StreamKey(1, 1),
                            Progress.NONE,
                            (request, sample, token) -> {})
                    .get(0);
            int stopped = 0;
            int acrossTokens = 0;
            for (Drawing drawing : drawn) {
                int[] tokens = drawing.tokens();
                String before = text(Arrays.copyOf(tokens, tokens.length - 1));
                assertThat(before).doesNotContain(STOPS);
                boolean completed = STOPS.stream().anyMatch(text(tokens)::endsWith);
                boolean endToken = files.config().eosTokens().contains(tokens[tokens.length - 1]);
                assertThat(drawing.ending() == Ending.STOP).isEqualTo(completed || endToken);
                stopped += completed ? 1 : 0;
                acrossTokens += text(tokens).endsWith("ab") ? 1 : 0;
            }
            assertThat(stopped).isGreaterThan(10);
            assertThat(acrossTokens).isPositive();
        }
    }

    private static String text(int[] tokens) {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            text.append((char) ('a' + token % 26));
        }
        return text.toString();
    }
}
