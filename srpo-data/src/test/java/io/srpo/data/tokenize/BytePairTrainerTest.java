package io.srpo.data.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytePairTrainerTest {
    @TempDir
    Path folder;

    @Test
    void theMostFrequentPairMergesFirstAndTiesInCodePointOrder() {
        BytePairVocabulary vocabulary = new BytePairTrainer(256 + 5 + 3).train(List.of("abab abab cd cd", "abab"));

        assertThat(vocabulary.merges())
                .containsExactly(
                        new BytePairVocabulary.Merge("a", "b"),
                        new BytePairVocabulary.Merge("ab", "ab"),
                        new BytePairVocabulary.Merge("c", "d"));
        assertThat(vocabulary.size()).isEqualTo(264);
    }

    @Test
    void nothingMergesThatComesOnlyOnce() {
        assertThat(new BytePairTrainer(400).train(List.of("abc xyz")).merges()).isEmpty();
        assertThatThrownBy(() -> new BytePairTrainer(200)).hasMessageContaining("needs at least 261");
    }

    @Test
    void theBundledTokenizerKeepsDigitsAloneAndHasItsSize() {
        BytePairVocabulary vocabulary = BundledTokenizer.train(7);

        assertThat(vocabulary.size()).isEqualTo(BundledTokenizer.VOCABULARY);
        assertThat(vocabulary.tokens()).doesNotHaveDuplicates().contains("return", "\u010A\u0120\u0120\u0120\u0120");
        assertThat(vocabulary.tokens()).filteredOn(t -> t.matches(".*\\d.*")).hasSize(10);
        assertThat(vocabulary.tokens()).noneMatch(t -> t.contains("think") || t.contains("answer"));
        assertThat(BundledTokenizer.train(7)).isEqualTo(vocabulary);
    }

    @Test
    void theFilesSayWhatIsSpecial() throws IOException {
        new BytePairTrainer(300).train(List.of("hello hello")).save(folder);

        JsonNode tokenizer = new ObjectMapper().readTree(Files.readString(folder.resolve("tokenizer.json")));
        assertThat(tokenizer.path("model").path("vocab").size()).isEqualTo(256 + 4);
        assertThat(tokenizer.path("added_tokens"))
                .extracting(t -> t.path("content").asText() + " " + t.path("id") + " " + t.path("special"))
                .containsExactly(
                        "<|end|> 260 true",
                        "<think> 261 false",
                        "</think> 262 false",
                        "<answer> 263 false",
                        "</answer> 264 false");
        JsonNode config = new ObjectMapper().readTree(Files.readString(folder.resolve("tokenizer_config.json")));
        assertThat(config.path("eos_token").asText()).isEqualTo("<|end|>");
    }

    @Property(tries = 200)
    void piecesAreTheWholeText(@ForAll String text) {
        assertThat(String.join("", PreTokens.of(text))).isEqualTo(text);
    }

    @Test
    void everyByteHasItsOwnCharacter() {
        HashSet<String> all = new HashSet<>();
        for (int b = 0; b < 256; b++) {
            all.add(ByteAlphabet.of(b));
        }
        assertThat(all).hasSize(256);
        assertThat(ByteAlphabet.of(" a\n\u00e9")).isEqualTo("\u0120a\u010A\u00c3\u00a9");
    }
}
