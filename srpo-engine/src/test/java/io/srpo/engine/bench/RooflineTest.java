package io.srpo.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.srpo.engine.Fixture;
import io.srpo.engine.Policy;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import org.junit.jupiter.api.Test;

/** Bytes counted by hand for a model of 3 layers, width 48, 6 heads and 2 key heads of 8, inner width 112, 320 words; memory of 1 byte a second. */
class RooflineTest {
    private static final long PARAMETERS = 1_000;

    @Test
    void trainingMovesWeightsMomentsAndWhatLayersKeep() {
        // A row of a layer: two norms' results 96, gate and up 224, in fp32; queries, keys and values 80, attention's
        // result 48.
        double keptInFp32 = 4 * (96 + 80 + 224 + 48);
        double keptInBf16 = 4 * (96 + 224) + 2 * (80 + 48);
        // Nine passes of the optimizer in fp32, the weights forward and back; in bf16 they are also written for either.
        assertThat(roofline(Dtype.FP32).training(10)).isEqualTo(1_000 * (36 + 8) + 2 * 10 * 3 * keptInFp32);
        assertThat(roofline(Dtype.BF16).training(10)).isEqualTo(1_000 * (36 + 4 + 4) + 2 * 10 * 3 * keptInBf16);
    }

    @Test
    void decodingReadsPromptsOnceAndEachAnswersOwnTokens() {
        // A token's key and value in 3 layers: 2 * 3 * 16 numbers. Logits are written and read.
        double logits = 2 * 4 * 5 * 320;
        assertThat(roofline(Dtype.FP32).decoding(5, 100, 7.5)).isEqualTo(4 * 96 * (100 + 5 * 7.5) + logits);
        assertThat(roofline(Dtype.BF16).decoding(5, 100, 7.5)).isEqualTo(2 * 96 * (100 + 5 * 7.5) + logits);
    }

    @Test
    void fasterMemoryTakesLess() {
        assertThat(new Roofline(config(), PARAMETERS, Dtype.FP32, 4).training(10))
                .isEqualTo(roofline(Dtype.FP32).training(10) / 4, within(1e-9));
    }

    @Test
    void thisMachinesMemoryIsReadAtSomeGigabytesASecond() {
        Torch.start(Fixture.THREADS);
        assertThat(Roofline.memorySpeed()).isBetween(0.1e9, 2_000e9);
    }

    private static Roofline roofline(Dtype dtype) {
        return new Roofline(config(), PARAMETERS, dtype, 1);
    }

    private static ModelConfig config() {
        try (Policy policy = Fixture.open("tiny-llama")) {
            return policy.config();
        }
    }
}
