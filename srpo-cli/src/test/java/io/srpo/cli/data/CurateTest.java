package io.srpo.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurateTest {
    @TempDir
    Path folder;

    @Test
    void aConfigurationMakesOneCleanFile() throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), """
                {"question":"What is 2 + 3?","answer":"5"}
                {"question":"What is 2 + 3 ?","answer":"5.0"}
                {"question":"What is 2 + 4?","answer":"6"}
                {"question":"What is 7 + 4?","answer":"6"}
                {"question":"What is 7 + 4?","answer":"11"}
                """);
        Files.writeString(folder.resolve("bench.jsonl"), "{\"question\":\"What is 2 + 4?\",\"answer\":\"6\"}\n");
        Path config = Files.writeString(folder.resolve("curate.yaml"), """
                sources: [{file: a.jsonl, licence: CC0}]
                out: clean.jsonl
                contamination: {against: [bench.jsonl]}
                """);
        Invocation done = Invocation.of("data", "curate", config.toString(), "--json");
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.json().get("removed").toString())
                .isEqualTo("{\"contaminated\":1,\"conflict\":2,\"exact-duplicate\":1}");
        assertThat(Files.readString(folder.resolve("clean.jsonl")))
                .isEqualTo("{\"id\":\"a:1\",\"question\":\"What is 2 + 3?\",\"answer\":\"5\",\"source\":\"a\","
                        + "\"origin\":{\"file\":\"a.jsonl\",\"line\":1,\"licence\":\"CC0\"}}\n");
        assertThat(done.err()).contains("exact-duplicate", "the same question as in a.jsonl:1", "proof");
        assertThat(folder.resolve("clean.jsonl.manifest.json")).isRegularFile();
    }

    @Test
    void aWrongConfigurationNamesLineAndKey() throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), "{}");
        Path config = Files.writeString(
                folder.resolve("curate.yaml"), "sources: [{file: a.jsonl}]\nout: b.jsonl\nneer: 0.9\n");
        Invocation refused = Invocation.of("data", "curate", config.toString());
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("curate.yaml:3: ", "neer", "near");
        Files.writeString(config, "sources: [{file: gone.jsonl}]\nout: b.jsonl\n");
        assertThat(Invocation.of("data", "curate", config.toString()).err()).contains("curate.yaml:1: ", "gone.jsonl");
    }

    @Test
    void inspectTellsWhatAFileHolds() throws IOException {
        Path file =
                Files.writeString(folder.resolve("a.csv"), "question,answer,level\nHow many is 2 + 3?,5,easy\nsame,\n");
        Path page = folder.resolve("page.html");
        Invocation done = Invocation.of("data", "inspect", file.toString(), "--page", page.toString(), "--json");
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.json().get("rows").intValue()).isEqualTo(2);
        assertThat(done.json().get("answers").toString()).isEqualTo("{\"whole number\":1}");
        assertThat(done.json().at("/fault_samples/unreadable/0").textValue())
                .isEqualTo("line 3: the row has 2 cells, but the header 3");
        assertThat(done.err()).contains("2 rows", "question, tokens (estimated)", "samples:");
        assertThat(page)
                .content()
                .contains("What " + file.getFileName() + " holds", "Lengths in tokens", "Samples")
                .doesNotContain("<script");
        assertThat(Invocation.of("data", "inspect", folder.resolve("none").toString())
                        .status())
                .isEqualTo(2);
    }
}
