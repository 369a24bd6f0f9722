package io.srpo.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {
    /** The pieces of "it's 12345 cat!!" as each family cuts it: digits one by one, in threes, or whole. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "smollm; i t 's Ġ 1 2 3 4 5 Ġcat !!",
                "qwen2; i t 's Ġ 1 2 3 4 5 Ġcat !!",
                "llama-bpe; i t 's Ġ 123 45 Ġcat !!",
                "gpt-2; i t 's Ġ 123 45 Ġcat !!",
                "default; i t ' s Ġ 123 45 Ġcat !!"
            })
    void thePreTokenizerDecidesWhereWordsEnd(String pre, String pieces) throws IOException {
        try (Tokenizer tokenizer = ByteTokenizer.of(
                ByteTokenizer.metadata().put("tokenizer.ggml.pre", pre).put("tokenizer.ggml.add_bos_token", false))) {
            int[] expected = Arrays.stream(pieces.split(" "))
                    .mapToInt(piece -> tokenizer.id(piece).orElseThrow())
                    .toArray();
            assertThat(tokenizer.encode("it's 12345 cat!!")).isEqualTo(expected);
        }
    }

    @Test
    void specialTokensInTheTextAreRecognisedAndCanBeSkipped() throws IOException {
        try (Tokenizer tokenizer = ByteTokenizer.of("gpt-2")) {
            int end = tokenizer.id("</s>").orElseThrow();
            int tool = tokenizer.id("<tool>").orElseThrow();
            int[] ids = tokenizer.encode("a</s><tool>");
            assertThat(ids).containsExactly(tokenizer.id("a").orElseThrow(), end, tool);
            assertThat(tokenizer.decode(ids, false)).isEqualTo("a</s><tool>");
            assertThat(tokenizer.decode(ids, true)).isEqualTo("a<tool>");
            assertThat(tokenizer.id("no such token")).isEmpty();
        }
    }

    @Test
    void theBeginTokenIsAddedJustWhenTheModelWantsIt() throws IOException {
        try (Tokenizer with = ByteTokenizer.of(ByteTokenizer.metadata()
                        .put("tokenizer.ggml.pre", "gpt-2")
                        .put("tokenizer.ggml.add_bos_token", true));
                Tokenizer llama3 = ByteTokenizer.of("llama-bpe");
                Tokenizer without = ByteTokenizer.of("smollm")) {
            int begin = with.id("<s>").orElseThrow();
            assertThat(with.encode("a")).startsWith(begin).hasSize(2);
            assertThat(llama3.encode("a")).startsWith(begin).hasSize(2);
            assertThat(without.encode("a")).hasSize(1);
        }
    }

    @Test
    void longTextsAreNeitherCutNorPadded() throws IOException {
        try (Tokenizer tokenizer = ByteTokenizer.of("gpt-2")) {
            assertThat(tokenizer.encode("x ".repeat(20_000))).hasSize(40_000);
            assertThat(tokenizer.encode("")).isEmpty();
        }
    }

    @Property(tries = 100)
    void streamedPiecesJoinToTheWholeText(@ForAll String text) throws IOException {
        String sound = new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
        StreamingDecoder streaming = SHARED.streamingDecoder(false);
        StringBuilder shown = new StringBuilder();
        int[] ids = SHARED.encode(sound);
        for (int id : ids) {
            shown.append(streaming.add(id));
        }
        assertThat(shown.append(streaming.end()).toString()).isEqualTo(SHARED.decode(ids, false));
    }

    @Test
    void aCharacterIsShownWhenItIsWhole() throws IOException {
        StreamingDecoder streaming = SHARED.streamingDecoder(true);
        int[] ids = SHARED.encode("é😀");
        assertThat(Arrays.stream(ids).mapToObj(streaming::add)).containsExactly("", "é", "", "", "", "😀");
        assertThat(streaming.add(ids[2])).isEmpty();
        assertThat(streaming.end()).isEqualTo("\uFFFD");
    }

    @Test
    void anUnknownPreTokenizerIsRefusedByName() {
        assertThatThrownBy(() -> ByteTokenizer.of("martian"))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("tokenizer.ggml.pre is martian")
                .hasMessageContaining("tokenizer.json");
        assertThatThrownBy(() -> ByteTokenizer.of(ByteTokenizer.metadata().put("tokenizer.ggml.model", "llama")))
                .hasMessageContaining("tokenizer.ggml.model is llama");
        assertThatThrownBy(() ->
                        ByteTokenizer.of(ByteTokenizer.metadata().put("tokenizer.ggml.merges", List.of("no-space"))))
                .hasMessageContaining("tokenizer.ggml.merges");
    }

    private static final Tokenizer SHARED = shared();

    private static Tokenizer shared() {
        try {
            return ByteTokenizer.of("qwen2");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
