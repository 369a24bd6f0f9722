package io.srpo.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import io.srpo.engine.TestFiles;
import io.srpo.engine.model.ModelConfig.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
    @TempDir
    Path temp;

    @Test
    void aLlamaFolderGivesItsShapeAndAllItsTensors() {
        try (ModelFiles files = ModelFiles.open(TestFiles.resource("models/tiny-llama"))) {
            assertThat(files.config())
                    .isEqualTo(new ModelConfig(
                            Architecture.LLAMA,
                            320,
                            48,
                            112,
                            3,
                            6,
                            2,
                            8,
                            256,
                            1e-6,
                            10000,
                            new RopeScaling.None(),
                            false,
                            false,
                            false,
                            List.of(2)));
            assertThat(files.weights().names())
                    .containsExactlyInAnyOrderElementsOf(
                            ParameterShapes.of(files.config()).keySet());
            assertThat(files.hasTokenizer()).isFalse();
            assertThatThrownBy(files::tokenizer)
                    .isInstanceOf(SrpoException.class)
                    .hasMessageContaining("tokenizer.json");
        }
    }

    @Test
    void qwenFoldersHaveTheirBiasesAndNorms() {
        try (ModelFiles two = ModelFiles.open(TestFiles.resource("models/tiny-qwen2"));
                ModelFiles three = ModelFiles.open(TestFiles.resource("models/tiny-qwen3"))) {
            assertThat(two.config().ropeTheta()).isEqualTo(1e6);
            assertThat(two.config().attentionBias()).isTrue();
            assertThat(two.weights().names()).contains("model.layers.0.self_attn.q_proj.bias");
            assertThat(three.config().headDim()).isEqualTo(16);
            assertThat(three.config().tiedEmbeddings()).isTrue();
            assertThat(three.weights().shape("model.layers.2.self_attn.q_proj.weight"))
                    .containsExactly(96, 48);
            assertThat(three.config().eosTokens()).isEmpty();
        }
    }

    @Test
    void olderConfigsWithRopeThetaAtTheTopAndNoHeadDimAreRead() throws IOException {
        ModelConfig config = configWith(json -> {
            json.remove(List.of("rope_parameters", "head_dim", "architectures"));
            json.put("rope_theta", 5e5);
        });
        assertThat(config.ropeTheta()).isEqualTo(5e5);
        assertThat(config.headDim()).isEqualTo(8);
        assertThat(config.architecture()).isEqualTo(Architecture.LLAMA);
    }

    @Test
    void generationConfigMayListSeveralEndTokens() throws IOException {
        Files.writeString(temp.resolve("generation_config.json"), "{\"eos_token_id\": [7, 9]}");
        assertThat(configWith(json -> {}).eosTokens()).containsExactly(7, 9);
    }

    @Test
    void whatTheDecoderDoesNotDoIsRefusedByKey() {
        assertThatThrownBy(
                        () -> configWith(json -> json.putObject("rope_scaling").put("rope_type", "longrope")))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("config.json: rope_scaling is of type longrope");
        assertThatThrownBy(() -> configWith(json -> json.put("hidden_act", "gelu")))
                .hasMessageContaining("hidden_act is gelu");
        assertThatThrownBy(() -> configWith(json -> json.put("attention_bias", true)))
                .hasMessageContaining("attention_bias");
        assertThatThrownBy(
                        () -> configWith(json -> json.putArray("architectures").add("GemmaForCausalLM")))
                .hasMessageContaining("GemmaForCausalLM")
                .hasMessageContaining("Qwen3ForCausalLM");
        assertThatThrownBy(() -> configWith(json -> json.put("hidden_size", "many")))
                .hasMessageContaining("hidden_size should be a whole number");
    }

    @Test
    void aTensorOfAnotherShapeThanTheConfigurationIsFoundOnOpening() throws IOException {
        Files.copy(TestFiles.resource("models/tiny-llama/model.safetensors"), temp.resolve("model.safetensors"));
        configWith(json -> json.put("intermediate_size", 113));
        assertThatThrownBy(() -> ModelFiles.open(temp))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining(
                        "model.safetensors: tensor model.layers.0.mlp.gate_proj.weight has shape [112, 48]")
                .hasMessageContaining("[113, 48]");
        configWith(json -> json.put("num_hidden_layers", 4));
        assertThatThrownBy(() -> ModelFiles.open(temp))
                .hasMessageContaining("no tensor model.layers.3.self_attn.q_proj.weight");
    }

    @Test
    void whatIsNoModelIsSaidInOneSentence() {
        assertThatThrownBy(() -> ModelFiles.open(temp.resolve("nowhere"))).hasMessageContaining("no such model");
        assertThatThrownBy(() -> ModelFiles.open(temp)).hasMessageContaining("config.json: no such file");
        assertThatThrownBy(() -> ModelFiles.open(TestFiles.resource("models/tiny-llama/config.json")))
                .hasMessageContaining("give the folder");
    }

    /** tiny-llama's configuration, changed, written to the temporary folder and read again. */
    private ModelConfig configWith(Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = (ObjectNode) TestFiles.json(TestFiles.resource("models/tiny-llama/config.json"));
        change.accept(json);
        new ObjectMapper().writeValue(temp.resolve("config.json").toFile(), json);
        return HuggingFaceConfig.read(temp);
    }
}
