package io.srpo.train.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.train.sft.Example;
import io.srpo.train.sft.ExampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftConfigTest {
    @TempDir
    Path folder;

    @BeforeEach
    void data() throws IOException {
        Files.writeString(
                folder.resolve("data.jsonl"),
                "{\"prompt\":\"1+1=\",\"completion\":\"2\"}\n\n{\"prompt\":\"2+2=\",\"completion\":\"4\"}\n");
        Files.createDirectory(folder.resolve("tokenizer"));
    }

    @Test
    void defaultsAreFilledInAndPathsMadeAbsolute() throws IOException {
        SftConfig config = load("model: {fresh: {tokenizer: tokenizer}}\ndata: [{file: data.jsonl}]\n");
        assertThat(config.model().fresh().tokenizer()).isEqualTo(folder.resolve("tokenizer"));
        assertThat(config.optimizer().lr()).isEqualTo(5e-5);
        assertThat(config.optimizer().betas()).containsExactly(0.9, 0.95);
        assertThat(ExampleFiles.read(config.data()))
                .containsExactly(new Example("1+1=", "2"), new Example("2+2=", "4"));
        Path resolved = Files.writeString(folder.resolve("resolved.yaml"), config.toYaml());
        assertThat(SftConfig.load(resolved, List.of())).isEqualTo(config);
    }

    @Test
    void examplesAreWrittenFromAFilesOwnColumns() throws IOException {
        Files.writeString(
                folder.resolve("data.jsonl"),
                "{\"Body\":\"Ann has 81.0 figs and eats 59.\",\"Question\":\"How many are left?\",\"Equation\":\"( 81.0 - 59.0 )\",\"Answer\":22.0}\n"
                        + "{\"Body\":\"a\",\"Question\":\"b\",\"Equation\":\"( 1.05 + 2.0 ) * ( 3.0 - 1.0 )\",\"Answer\":6.1}\n");
        SftConfig config = load("""
                model: {path: bundled}
                data:
                  - file: data.jsonl
                    prompt: "{Body} {Question}"
                    completion: "{Equation} = {Answer}. The answer is {Answer}."
                """);
        assertThat(ExampleFiles.read(config.data()))
                .containsExactly(
                        new Example(
                                "Ann has 81 figs and eats 59. How many are left?", "81 - 59 = 22. The answer is 22."),
                        new Example("a b", "( 1.05 + 2 ) * ( 3 - 1 ) = 6.1. The answer is 6.1."));
    }

    @Test
    void eitherWeightsOrAFreshModelNeverBoth() {
        assertThatThrownBy(() -> load("model: {}\ndata: [{file: data.jsonl}]\n"))
                .hasMessageContaining("sft.yaml:1")
                .hasMessageContaining("either path");
        assertThatThrownBy(() ->
                        load("model: {path: bundled, fresh: {tokenizer: tokenizer}}\ndata: [{file: data.jsonl}]\n"))
                .hasMessageContaining("not both");
    }

    @Test
    void aMissingFileIsNamedWithItsLine() {
        assertThatThrownBy(() -> load("model: {path: bundled}\ndata:\n  - {file: nowhere.jsonl}\n"))
                .hasMessageContaining("sft.yaml:3")
                .hasMessageContaining("nowhere.jsonl");
    }

    @Test
    void aBadExampleIsNamedWithItsLine() throws IOException {
        Files.writeString(
                folder.resolve("data.jsonl"), "{\"prompt\":\"a\",\"completion\":\"b\"}\n{\"prompt\":\"a\"}\n");
        SftConfig config = load("model: {path: bundled}\ndata: [{file: data.jsonl}]\n");
        assertThatThrownBy(() -> ExampleFiles.read(config.data()))
                .hasMessageContaining("data.jsonl:2")
                .hasMessageContaining("\"completion\" is missing");
    }

    private SftConfig load(String yaml) throws IOException {
        return SftConfig.load(Files.writeString(folder.resolve("sft.yaml"), yaml), List.of());
    }
}
