package io.srpo.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.engine.Policy;
import io.srpo.engine.TestFiles;
import io.srpo.engine.tokenizer.ByteTokenizer;
import io.srpo.engine.tokenizer.Tokenizer;
import io.srpo.engine.weights.SavedType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerAheadTest {
    @TempDir
    Path temp;

    @Test
    void itIsTheFilesTokenizer() throws IOException {
        save();
        try (ModelFiles files = ModelFiles.open(temp);
                TokenizerAhead ahead = new TokenizerAhead(files);
                Tokenizer read = files.tokenizer();
                Tokenizer taken = ahead.take()) {
            assertThat(taken).isNotNull();
            assertThat(taken.encode("two cats</s>")).isEqualTo(read.encode("two cats</s>"));
        }
    }

    @Test
    void aModelMayHaveNone() {
        try (ModelFiles files = ModelFiles.open(TestFiles.resource("models/tiny-llama"));
                TokenizerAhead ahead = new TokenizerAhead(files)) {
            assertThat(ahead.take()).isNull();
        }
    }

    @Test
    void aDamagedTokenizerIsSaidWhenAskedFor() throws IOException {
        save();
        Files.writeString(temp.resolve("tokenizer.json"), "{\"model\": ");
        try (ModelFiles files = ModelFiles.open(temp);
                TokenizerAhead ahead = new TokenizerAhead(files)) {
            assertThatThrownBy(ahead::take)
                    .isInstanceOf(SrpoException.class)
                    .hasMessageContaining("the tokenizer is not readable as JSON");
        }
        assertThatThrownBy(() -> Policy.open(temp, "fp32", 2))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("the tokenizer is not readable as JSON");
    }

    /** What keeps the tokenizer from being asked for is what is told. */
    @Test
    void aDamagedTokenizerThatNobodyAsksForIsNotSaid() throws IOException {
        save();
        Files.writeString(temp.resolve("tokenizer.json"), "{\"model\": ");
        assertThatThrownBy(() -> {
                    try (ModelFiles files = ModelFiles.open(temp);
                            TokenizerAhead ahead = new TokenizerAhead(files)) {
                        throw SrpoException.input("the weights are cut short");
                    }
                })
                .hasMessage("the weights are cut short")
                .hasNoSuppressedExceptions();
    }

    private void save() throws IOException {
        try (ModelFiles original = ModelFiles.open(TestFiles.resource("models/tiny-llama"));
                Tokenizer tokenizer = ByteTokenizer.of("gpt-2")) {
            HuggingFaceFolder.write(temp, original.config(), original.weights()::read, SavedType.F32, tokenizer, null);
        }
    }
}
