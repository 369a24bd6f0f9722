package io.srpo.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import io.srpo.engine.TestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expected frequencies were printed by transformers 5.23 ({@code model.model.rotary_emb.inv_freq}) for heads 16 wide. */
class RopeScalingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void linearFrequenciesAreThoseOfTransformers() {
        same(
                new RopeScaling.Linear(4),
                10_000,
                0.25,
                0.079056941,
                0.025,
                0.0079056947,
                0.0024999999,
                0.00079056947,
                0.00025000001,
                7.9056947e-05);
    }

    @Test
    void llama3FrequenciesAreThoseOfTransformers() {
        same(
                new RopeScaling.Llama3(8, 1, 4, 64),
                500_000,
                1.0,
                0.079403013,
                0.0047007538,
                0.00091158313,
                0.00017677668,
                3.4281024e-05,
                6.6478697e-06,
                1.2891732e-06);
    }

    @Test
    void yarnFrequenciesAndMagnitudeAreThoseOfTransformers() {
        same(
                RopeScaling.Yarn.of(4, 64),
                10_000,
                1.0,
                0.23717082,
                0.049999997,
                0.0079056947,
                0.0024999999,
                0.00079056947,
                0.00025000001,
                7.9056947e-05);
        assertThat(RopeScaling.Yarn.of(4, 64).magnitude()).isCloseTo(1.138629436111989, within(1e-12));
    }

    @Test
    void aSavedModelKeepsItsScaling() throws IOException {
        for (String rope : new String[] {
            "{\"rope_type\":\"llama3\",\"factor\":32,\"low_freq_factor\":1,\"high_freq_factor\":4,\"original_max_position_embeddings\":8192}",
            "{\"type\":\"linear\",\"factor\":2.5}",
            "{\"rope_type\":\"yarn\",\"factor\":4,\"original_max_position_embeddings\":32768,\"beta_fast\":16}"
        }) {
            ModelConfig config = read(rope);
            assertThat(config.ropeScaling()).isNotEqualTo(new RopeScaling.None());
            Files.writeString(
                    folder.resolve("config.json"), SavedConfig.model(config, io.srpo.engine.weights.SavedType.F32));
            assertThat(HuggingFaceConfig.read(folder)).isEqualTo(config);
        }
    }

    @Test
    void anUnknownScalingOrAMissingFactorIsNamed() {
        assertThatThrownBy(() -> read("{\"rope_type\":\"longrope\"}"))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("rope_scaling is of type longrope");
        assertThatThrownBy(() -> read("{\"rope_type\":\"linear\"}"))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("rope_scaling.factor should be a number above 0 but is missing");
    }

    private ModelConfig read(String rope) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(
                TestFiles.resource("models/tiny-llama").resolve("config.json").toFile());
        json.remove("rope_parameters");
        json.set("rope_scaling", JSON.readTree(rope));
        JSON.writeValue(folder.resolve("config.json").toFile(), json);
        return HuggingFaceConfig.read(folder);
    }

    private static void same(RopeScaling scaling, double theta, double... expected) {
        double[] frequencies = scaling.frequencies(theta, 16);
        assertThat(frequencies).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(frequencies[i]).isCloseTo(expected[i], within(1e-6 * expected[i]));
        }
    }
}
