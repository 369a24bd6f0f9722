package io.srpo.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.engine.TestFiles;
import io.srpo.engine.weights.GgufBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tiny fixtures written as llama.cpp's converter writes them, and read back. */
class GgufModelTest {
    @TempDir
    Path temp;

    @Test
    void aLlamaInGgufIsTheLlamaInSafetensors() throws IOException {
        assertSame("tiny-llama", "llama");
    }

    @Test
    void qwensInGgufAreTheQwensInSafetensors() throws IOException {
        assertSame("tiny-qwen2", "qwen2");
        assertSame("tiny-qwen3", "qwen3");
    }

    @Test
    void aFileCutShortAnywhereIsFoundOnOpening() throws IOException {
        byte[] whole = Files.readAllBytes(convert("tiny-qwen2", "qwen2"));
        Path cut = temp.resolve("cut.gguf");
        for (int length : new int[] {0, 3, 6, 12, 30, 200, 900, 3000, whole.length - 1}) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ModelFiles.open(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(SrpoException.class)
                    .hasMessageContaining("cut.gguf")
                    .hasMessageMatching(".*(cut short|not a GGUF).*");
        }
    }

    @Test
    void unsupportedFilesAreRefusedByKey() throws IOException {
        assertThatThrownBy(() -> ModelFiles.open(
                        new GgufBuilder().put("general.architecture", "gemma3").write(temp.resolve("a.gguf"))))
                .hasMessageContaining("general.architecture is gemma3");
        assertThatThrownBy(() -> ModelFiles.open(builder("tiny-llama", "llama")
                        .put("llama.rope.scaling.type", "longrope")
                        .write(temp.resolve("b.gguf"))))
                .hasMessageContaining("llama.rope.scaling.type is longrope");
        assertThatThrownBy(() -> ModelFiles.open(builder("tiny-llama", "llama")
                        .tensor("rope_freqs.weight", new long[] {4}, new float[4])
                        .write(temp.resolve("c.gguf"))))
                .hasMessageContaining("rope_freqs.weight");
    }

    @Test
    void scalingsOfTheRotaryEmbeddingAreRead() throws IOException {
        RopeScaling.Llama3 llama3 = new RopeScaling.Llama3(32, 1, 4, 8192);
        try (ModelFiles plain = ModelFiles.open(TestFiles.resource("models/tiny-llama"))) {
            int width = plain.config().headDim();
            double[] unscaled = new RopeScaling.None().frequencies(500_000, width);
            double[] scaled = llama3.frequencies(500_000, width);
            float[] divisors = new float[width / 2];
            for (int i = 0; i < divisors.length; i++) {
                divisors[i] = (float) (unscaled[i] / scaled[i]);
            }
            assertThat(scaling(builder("tiny-llama", "llama")
                            .put("llama.rope.freq_base", 500_000f)
                            .tensor("rope_freqs.weight", new long[] {divisors.length}, divisors)))
                    .isEqualTo(llama3);
        }
        assertThat(scaling(builder("tiny-llama", "llama")
                        .put("llama.rope.scaling.type", "linear")
                        .put("llama.rope.scaling.factor", 4f)))
                .isEqualTo(new RopeScaling.Linear(4));
        assertThat(scaling(builder("tiny-qwen2", "qwen2")
                        .put("qwen2.rope.scaling.type", "yarn")
                        .put("qwen2.rope.scaling.factor", 4f)
                        .put("qwen2.rope.scaling.original_context_length", 32768)))
                .isEqualTo(RopeScaling.Yarn.of(4, 32768));
    }

    private RopeScaling scaling(GgufBuilder gguf) throws IOException {
        try (ModelFiles files = ModelFiles.open(gguf.write(temp.resolve("scaled.gguf")))) {
            return files.config().ropeScaling();
        }
    }

    private void assertSame(String fixture, String architecture) throws IOException {
        try (ModelFiles expected = ModelFiles.open(TestFiles.resource("models/" + fixture));
                ModelFiles found = ModelFiles.open(convert(fixture, architecture))) {
            ModelConfig config = expected.config();
            assertThat(found.config()).isEqualTo(config);
            for (String name : ParameterShapes.of(config).keySet()) {
                assertThat(found.weights().shape(name))
                        .as(name)
                        .isEqualTo(expected.weights().shape(name));
                assertThat(found.weights().read(name))
                        .as(name)
                        .isEqualTo(expected.weights().read(name));
            }
        }
    }

    private Path convert(String fixture, String architecture) throws IOException {
        return builder(fixture, architecture).write(temp.resolve(fixture + ".gguf"));
    }

    private static GgufBuilder builder(String fixture, String architecture) {
        try (ModelFiles files = ModelFiles.open(TestFiles.resource("models/" + fixture))) {
            ModelConfig config = files.config();
            GgufBuilder gguf = new GgufBuilder()
                    .put("general.architecture", architecture)
                    .put(architecture + ".vocab_size", config.vocabSize())
                    .put(architecture + ".embedding_length", config.hiddenSize())
                    .put(architecture + ".feed_forward_length", config.intermediateSize())
                    .put(architecture + ".block_count", config.layers())
                    .put(architecture + ".attention.head_count", config.heads())
                    .put(architecture + ".attention.head_count_kv", config.kvHeads())
                    .put(architecture + ".attention.key_length", config.headDim())
                    .put(architecture + ".context_length", config.maxPositions())
                    .put(architecture + ".attention.layer_norm_rms_epsilon", (float) config.rmsNormEps())
                    .put(architecture + ".rope.freq_base", (float) config.ropeTheta());
            List<Integer> eos = config.eosTokens();
            eos.forEach(id -> gguf.put("tokenizer.ggml.eos_token_id", id));
            for (String name : ParameterShapes.of(config).keySet()) {
                float[] values = files.weights().read(name);
                long[] shape = files.weights().shape(name);
                boolean query = name.contains("q_proj");
                if (architecture.equals("llama") && (query || name.contains("k_proj"))) {
                    values = permuted(values, shape, query ? config.heads() : config.kvHeads());
                }
                gguf.tensor(llamaCppName(name), shape, values);
            }
            return gguf;
        }
    }

    /** convert_hf_to_gguf.py: reshape(heads, 2, head/2, width).swapaxes(1, 2). */
    private static float[] permuted(float[] values, long[] shape, int heads) {
        int width = (int) shape[1];
        int half = (int) shape[0] / heads / 2;
        float[] out = new float[values.length];
        int row = 0;
        for (int head = 0; head < heads; head++) {
            for (int i = 0; i < half; i++) {
                for (int side = 0; side < 2; side++) {
                    System.arraycopy(values, ((head * 2 + side) * half + i) * width, out, row++ * width, width);
                }
            }
        }
        return out;
    }

    private static String llamaCppName(String name) {
        return name.replace("model.layers.", "blk.")
                .replace("model.embed_tokens", "token_embd")
                .replace("model.norm", "output_norm")
                .replace("lm_head", "output")
                .replace("self_attn.q_proj", "attn_q")
                .replace("self_attn.k_proj", "attn_k")
                .replace("self_attn.v_proj", "attn_v")
                .replace("self_attn.o_proj", "attn_output")
                .replace("self_attn.q_norm", "attn_q_norm")
                .replace("self_attn.k_norm", "attn_k_norm")
                .replace("input_layernorm", "attn_norm")
                .replace("post_attention_layernorm", "ffn_norm")
                .replace("mlp.gate_proj", "ffn_gate")
                .replace("mlp.up_proj", "ffn_up")
                .replace("mlp.down_proj", "ffn_down");
    }
}
