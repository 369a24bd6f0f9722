package io.srpo.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.Invocation;
import io.srpo.cli.frame.JsonLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads who gives a run something that it cannot take: one sentence that says what, where and how to mend it, exit status 2, and no run begun. */
class BadInputTest {
    @TempDir
    Path folder;

    @BeforeEach
    void configuration() throws IOException {
        Files.writeString(
                folder.resolve("math.jsonl"), "{\"id\":\"a\",\"question\":\"What is 1 + 1?\",\"answer\":\"2\"}\n");
        Files.writeString(folder.resolve("run.yaml"), """
                model: {path: bundled, dtype: fp32}
                prompt: {template: plain}
                stages:
                  - {name: only, data: [{domain: math, file: math.jsonl}], until: {steps: 1}}
                rollout: {prompts: 1, samples: 2, maxTokens: 4}
                threads: 1
                """);
    }

    @Test
    void aModelThatIsNotThere() {
        refused(List.of("nowhere"), "--set", "model.path=nowhere");
    }

    @Test
    void weightsCutShort() throws IOException {
        Path model = bundled();
        Path weights = model.resolve("model.safetensors");
        Files.write(weights, Arrays.copyOf(Files.readAllBytes(weights), 100_000));
        refused(List.of("model.safetensors", "cut short"), "--set", "model.path=" + model);
    }

    @Test
    void weightsThatAreMissing() throws IOException {
        Path model = bundled();
        Files.delete(model.resolve("model.safetensors"));
        refused(List.of("safetensors"), "--set", "model.path=" + model);
    }

    @Test
    void weightsOfAnotherShapeAreNamedByTheirTensor() throws IOException {
        Path model = bundled();
        replace(model.resolve("config.json"), "\"intermediate_size\" : 512", "\"intermediate_size\" : 384");
        refused(List.of("mlp.", "384", "512"), "--set", "model.path=" + model);
    }

    @Test
    void aModelOfAnotherKind() throws IOException {
        Path model = bundled();
        replace(model.resolve("config.json"), "\"llama\"", "\"mamba\"");
        replace(model.resolve("config.json"), "LlamaForCausalLM", "MambaForCausalLM");
        refused(List.of("config.json", "amba"), "--set", "model.path=" + model);
    }

    @Test
    void aTokenizerCutShort() throws IOException {
        Path model = bundled();
        Path tokenizer = model.resolve("tokenizer.json");
        Files.writeString(tokenizer, Files.readString(tokenizer).substring(0, 3000));
        refused(List.of("tokenizer.json"), "--set", "model.path=" + model);
    }

    @Test
    void aTokenizerThatIsMissing() throws IOException {
        Path model = bundled();
        Files.delete(model.resolve("tokenizer.json"));
        refused(List.of(model.toString(), "tokenizer.json"), "--set", "model.path=" + model);
    }

    /** Its vocabulary is larger than the weights' embedding, so its tokens would point beyond it. */
    @Test
    void aTokenizerOfAnotherModel() throws IOException {
        Path model = bundled();
        Path file = model.resolve("tokenizer.json");
        ObjectNode tokenizer = (ObjectNode) JsonLines.MAPPER.readTree(file.toFile());
        ObjectNode vocabulary = (ObjectNode) tokenizer.at("/model/vocab");
        int known = vocabulary.size();
        for (int id = known; id < 700; id++) {
            vocabulary.put("word" + id, id);
        }
        JsonLines.MAPPER.writeValue(file.toFile(), tokenizer);
        refused(List.of("tokenizer.json", "700", "512", "different models"), "--set", "model.path=" + model);
    }

    @Test
    void weightsThatLackATensor() throws IOException {
        Path model = bundled();
        Path weights = model.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        String header = new String(bytes, 0, 20_000, StandardCharsets.ISO_8859_1);
        int name = header.indexOf("layers.1.self_attn.q_proj");
        assertThat(name).isPositive();
        bytes[name + "layers.1.self_attn.".length()] = 'x';
        Files.write(weights, bytes);
        refused(List.of("model.safetensors", "model.layers.1.self_attn.q_proj.weight"), "--set", "model.path=" + model);
    }

    @Test
    void quantisedWeightsOfAFolder() throws IOException {
        Path model = bundled();
        replace(model.resolve("config.json"), "{", "{\"quantization_config\": {\"bits\": 4},");
        refused(List.of("config.json", "quantization_config", "GGUF"), "--set", "model.path=" + model);
    }

    @Test
    void aQuantisationThatIsNotRead() throws IOException {
        Path file = Files.write(folder.resolve("odd.gguf"), ggufOfType(19));
        refused(List.of("odd.gguf", "token_embd.weight"), "--set", "model.path=" + file);
    }

    @Test
    void anEmptyFileOfProblems() throws IOException {
        Files.writeString(folder.resolve("math.jsonl"), "\n");
        refused(List.of("math.jsonl"));
    }

    @Test
    void aLineThatIsNotJson() throws IOException {
        Files.writeString(
                folder.resolve("math.jsonl"), Files.readString(folder.resolve("math.jsonl")) + "{\"question\": oops\n");
        refused(List.of("math.jsonl:2"));
    }

    @Test
    void aLineWithoutItsAnswer() throws IOException {
        Files.writeString(
                folder.resolve("math.jsonl"),
                Files.readString(folder.resolve("math.jsonl")) + "{\"id\":\"b\",\"question\":\"What is 1 + 2?\"}\n");
        refused(List.of("math.jsonl:2", "answer"));
    }

    @Test
    void twoProblemsUnderOneId() throws IOException {
        Files.writeString(
                folder.resolve("math.jsonl"),
                Files.readString(folder.resolve("math.jsonl"))
                        + "{\"id\":\"a\",\"question\":\"What is 2 + 2?\",\"answer\":\"4\"}\n");
        refused(List.of("math.jsonl:2", "\"a\"", "line 1"));
    }

    @Test
    void aPromptLongerThanTheModelsContext() throws IOException {
        Files.writeString(
                folder.resolve("math.jsonl"),
                Files.readString(folder.resolve("math.jsonl")) + "{\"id\":\"long\",\"question\":\""
                        + "What is 1 + 1? ".repeat(200) + "\",\"answer\":\"2\"}\n");
        refused(List.of("math.jsonl", "long", "256"));
    }

    @Test
    void aKeyThatIsMisspelt() throws IOException {
        replace(folder.resolve("run.yaml"), "samples: 2", "sampels: 2");
        refused(List.of("run.yaml:5", "sampels", "samples"));
    }

    @Test
    void aRunFolderThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("plain-file"), "");
        Invocation run = train(file.resolve("run"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(sentence(run)).contains("plain-file", "--run");
    }

    private void refused(List<String> words, String... more) {
        Path run = folder.resolve("run");
        Invocation refused = train(run, more);
        assertThat(refused.status()).as(refused.err()).isEqualTo(2);
        assertThat(sentence(refused)).contains(words);
        assertThat(run.resolve("config.yaml")).doesNotExist();
    }

    private Invocation train(Path run, String... more) {
        List<String> all =
                new ArrayList<>(List.of("train", folder.resolve("run.yaml").toString(), "--run", run.toString()));
        all.addAll(Arrays.asList(more));
        return Invocation.of(all.toArray(String[]::new));
    }

    /** The one line that the program says. */
    static String sentence(Invocation run) {
        List<String> said =
                run.err().lines().filter(line -> line.startsWith("srpo: ")).toList();
        assertThat(said).as(run.err()).hasSize(1);
        assertThat(run.err()).doesNotContain("Exception", "\tat ", "fault of the program");
        assertThat(run.err().strip())
                .as("the sentence is one line, and the last")
                .endsWith(said.get(0));
        return said.get(0);
    }

    private Path bundled() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        for (String name : List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
            try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/bundled/" + name))) {
                Files.copy(in, model.resolve(name));
            }
        }
        return model;
    }

    private static void replace(Path file, String part, String by) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(part);
        Files.writeString(file, text.replace(part, by));
    }

    /** The smallest GGUF of a llama: one tensor of a type that is not read, and no data behind it that would be. */
    private static byte[] ggufOfType(int type) {
        ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        out.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(1).putLong(1);
        text(out, "general.architecture");
        out.putInt(8);
        text(out, "llama");
        text(out, "token_embd.weight");
        out.putInt(2).putLong(256).putLong(4).putInt(type).putLong(0);
        return Arrays.copyOf(out.array(), 4096);
    }

    private static void text(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putLong(bytes.length).put(bytes);
    }
}
