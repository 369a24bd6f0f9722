package io.srpo.engine.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.engine.Fixture;
import io.srpo.engine.TestFiles;
import io.srpo.engine.model.ModelFiles;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Against figures of PyTorch and transformers in fp32 ({@code make_references.py}). */
class ReferenceParityTest {
    static final List<String> TINY = Fixture.TINY;

    @ParameterizedTest
    @FieldSource("TINY")
    void logitsAreThoseOfTransformers(String name) {
        try (LanguageModel model = open(Fixture.path(name))) {
            JsonNode reference = Fixture.reference(name);
            float[] logits = model.logits(Fixture.ints(reference.get("ids")));
            int vocab = model.config().vocabSize();
            assertRow(Arrays.copyOf(logits, vocab), reference.get("logits_first_row"));
            assertRow(
                    Arrays.copyOfRange(logits, logits.length - vocab, logits.length), reference.get("logits_last_row"));
        }
    }

    @ParameterizedTest
    @FieldSource("TINY")
    void lossAndEveryGradientAreThoseOfAutograd(String name) {
        assertGrpo(Fixture.path(name), Fixture.reference(name).get("grpo"));
    }

    @Test
    @Tag("real")
    void lossAndEveryGradientOfSmolLmAreThoseOfAutograd() {
        assertGrpo(
                TestFiles.shared("models/smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf"),
                Fixture.realReference().get("grpo"));
    }

    private static void assertGrpo(Path path, JsonNode reference) {
        try (LanguageModel model = open(path);
                Parameters gradients = Parameters.zeros(model.config());
                PackedPass pass = PackedPass.training(model, Gradients.all(model, gradients), false)) {
            GrpoReference grpo = new GrpoReference(reference);
            pass.run(grpo.pack(), grpo.rows(), grpo.tokens(), grpo);
            assertThat(grpo.loss()).isCloseTo(reference.get("loss").asDouble(), within(1e-5));
            grpo.assertLogProbs(1e-4);
            GrpoReference.assertGradients(gradients, reference, 0.1);
        }
    }

    private static void assertRow(float[] row, JsonNode expected) {
        double[] wanted = Fixture.doubles(expected);
        assertThat(row).hasSize(wanted.length);
        for (int i = 0; i < wanted.length; i++) {
            assertThat((double) row[i]).isCloseTo(wanted[i], within(2e-5));
        }
    }

    static LanguageModel open(Path path) {
        Torch.start(Fixture.THREADS);
        try (ModelFiles files = ModelFiles.open(path)) {
            return new LanguageModel(Parameters.load(files.config(), files.weights()), Dtype.FP32, null);
        }
    }
}
