package io.srpo.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.engine.TestFiles;
import io.srpo.engine.tokenizer.ByteTokenizer;
import io.srpo.engine.tokenizer.ChatTemplate;
import io.srpo.engine.tokenizer.ChatTemplate.Message;
import io.srpo.engine.tokenizer.Tokenizer;
import io.srpo.engine.weights.SavedType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceFolderTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"tiny-llama", "tiny-qwen2", "tiny-qwen3"})
    void whatIsSavedInFp32IsReadBackBitForBit(String fixture) {
        try (ModelFiles original = ModelFiles.open(TestFiles.resource("models/" + fixture))) {
            HuggingFaceFolder.write(temp, original.config(), original.weights()::read, SavedType.F32, null, null);
            try (ModelFiles saved = ModelFiles.open(temp)) {
                assertThat(saved.config()).isEqualTo(original.config());
                for (String name : ParameterShapes.of(saved.config()).keySet()) {
                    assertThat(saved.weights().read(name))
                            .as(name)
                            .isEqualTo(original.weights().read(name));
                }
            }
        }
    }

    @Test
    void bfloat16KeepsEightBitsOfEachValue() {
        try (ModelFiles original = ModelFiles.open(TestFiles.resource("models/tiny-llama"))) {
            HuggingFaceFolder.write(temp, original.config(), original.weights()::read, SavedType.BF16, null, null);
            try (ModelFiles saved = ModelFiles.open(temp)) {
                float[] before = original.weights().read("lm_head.weight");
                float[] after = saved.weights().read("lm_head.weight");
                assertThat(after).isNotEqualTo(before);
                for (int i = 0; i < before.length; i++) {
                    assertThat(Math.abs(after[i] - before[i])).isLessThanOrEqualTo(Math.abs(before[i]) / 256);
                }
            }
        }
    }

    @Test
    void theSameModelGivesTheSameBytesAndTheDataIsAligned() throws IOException {
        Path again = temp.resolve("again");
        Path first = temp.resolve("first");
        try (ModelFiles original = ModelFiles.open(TestFiles.resource("models/tiny-qwen3"))) {
            for (Path folder : List.of(first, again)) {
                HuggingFaceFolder.write(
                        folder, original.config(), original.weights()::read, SavedType.BF16, null, null);
            }
        }
        try (Stream<Path> files = Files.list(first)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("config.json", "generation_config.json", "model.safetensors");
        }
        for (String name : List.of("config.json", "generation_config.json", "model.safetensors")) {
            assertThat(first.resolve(name)).hasSameBinaryContentAs(again.resolve(name));
        }
        byte[] bytes = Files.readAllBytes(first.resolve("model.safetensors"));
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0) % 8)
                .isZero();
    }

    @Test
    void tokenizerAndChatTemplateComeBack() throws IOException {
        ChatTemplate chat = new ChatTemplate(
                "{% for m in messages %}{{ bos_token + m.content + eos_token }}{% endfor %}", "<s>", "</s>");
        try (ModelFiles original = ModelFiles.open(TestFiles.resource("models/tiny-llama"));
                Tokenizer tokenizer = ByteTokenizer.of("gpt-2")) {
            HuggingFaceFolder.write(temp, original.config(), original.weights()::read, SavedType.F32, tokenizer, chat);
            JsonNode config = TestFiles.json(temp.resolve("tokenizer_config.json"));
            assertThat(config.path("chat_template").asText()).isEqualTo(chat.source());
            try (ModelFiles saved = ModelFiles.open(temp);
                    Tokenizer again = saved.tokenizer()) {
                assertThat(again.encode("a cat</s>")).isEqualTo(tokenizer.encode("a cat</s>"));
                assertThat(Objects.requireNonNull(saved.chatTemplate())
                                .render(List.of(new Message("user", "x")), false))
                        .isEqualTo("<s>x</s>");
            }
        }
    }

    @Test
    void aTensorOfAWrongSizeLeavesNoFileBehind() throws IOException {
        try (ModelFiles original = ModelFiles.open(TestFiles.resource("models/tiny-llama"))) {
            assertThatThrownBy(() -> HuggingFaceFolder.write(
                            temp, original.config(), name -> new float[3], SavedType.F32, null, null))
                    .hasMessageContaining("lm_head.weight has 3 values");
        }
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left).isEmpty();
        }
    }
}
