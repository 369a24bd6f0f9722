package io.srpo.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.engine.TestFiles;
import io.srpo.engine.model.ModelConfig.Architecture;
import io.srpo.engine.tokenizer.StreamingDecoder;
import io.srpo.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SmolLM2-135M-Instruct, read from its GGUF file and compared with transformers' figures. */
@Tag("real")
class SmolLmFileTest {
    private static final Path FOLDER = TestFiles.shared("models/smollm2-135m-instruct");
    private static final Path GGUF = FOLDER.resolve("SmolLM2-135M-Instruct.Q4_1.gguf");

    @Test
    void itsShapeAndTensorsAreRead() {
        try (ModelFiles files = ModelFiles.open(GGUF)) {
            assertThat(files.config())
                    .isEqualTo(new ModelConfig(
                            Architecture.LLAMA,
                            49152,
                            576,
                            1536,
                            30,
                            9,
                            3,
                            64,
                            8192,
                            1e-5,
                            100000,
                            new RopeScaling.None(),
                            true,
                            false,
                            false,
                            List.of(2)));
            long values = files.weights().names().stream()
                    .mapToLong(name -> files.weights().read(name).length)
                    .sum();
            assertThat(values).isEqualTo(134_515_008);
        }
    }

    @Test
    void tokenIdsEqualTransformersFromMetadataAndFromTokenizerJson() throws IOException {
        try (ModelFiles files = ModelFiles.open(GGUF);
                Tokenizer metadata = files.tokenizer();
                Tokenizer json = Tokenizer.fromFile(FOLDER.resolve("tokenizer.json"))) {
            JsonNode cases = TestFiles.json(FOLDER.resolve("reference.json")).path("tokenizer_and_logits");
            assertThat(cases).hasSizeGreaterThan(5);
            for (JsonNode one : cases) {
                String text = one.path("text").asText();
                int[] ids = ints(one.path("ids"));
                assertThat(metadata.encode(text)).as(text).isEqualTo(ids);
                assertThat(json.encode(text)).as(text).isEqualTo(ids);
                assertThat(metadata.decode(ids, false)).isEqualTo(text);
                assertThat(metadata.decode(ints(one.path("greedy")), false))
                        .isEqualTo(one.path("greedy_text").asText());
                StreamingDecoder streaming = json.streamingDecoder(false);
                StringBuilder shown = new StringBuilder();
                for (int id : ids) {
                    shown.append(streaming.add(id));
                }
                assertThat(shown.append(streaming.end()).toString()).isEqualTo(text);
            }
            assertThat(metadata.vocabSize()).isEqualTo(49152);
            assertThat(metadata.id("<|im_end|>")).hasValue(2);
        }
    }

    private static int[] ints(JsonNode list) {
        int[] ints = new int[list.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = list.get(i).intValue();
        }
        return ints;
    }
}
