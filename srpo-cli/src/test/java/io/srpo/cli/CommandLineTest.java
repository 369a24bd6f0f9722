package io.srpo.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "data"})
    void helpSaysOfEachCommandWhatItDoes(String command) {
        CommandLine line = Srpo.commandLine();
        CommandLine parent = command.isEmpty() ? line : line.getSubcommands().get(command);
        String help = parent.getUsageMessage().replaceAll("\\s+", " ");
        for (CommandLine child : parent.getSubcommands().values()) {
            if (!child.getCommandName().equals("help")) {
                String does = child.getCommandSpec().usageMessage().description()[0];
                assertThat(does).endsWith(".");
                assertThat(help).contains(child.getCommandName() + " " + does);
            }
        }
    }

    @Test
    void helpNamesEveryCommandOnStandardOutput() {
        Invocation help = Invocation.of("--help");

        assertThat(help.status()).isZero();
        assertThat(help.out())
                .contains(
                        "train",
                        "sft",
                        "eval",
                        "generate",
                        "score",
                        "verify",
                        "history",
                        "data",
                        "doctor",
                        "Begin with: ./srpo demo");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void aMisspelledOptionIsBadUsageAndNamesTheNearest() {
        Invocation wrong = Invocation.of("history", "run", "--epcoh", "3");

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .contains("--epcoh")
                .contains("did you mean --epoch")
                .contains("See: srpo history --help");
    }

    @Test
    void aMissingRunIsBadInputInOneLine() {
        Invocation missing = Invocation.of("history", "runs/none");

        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err().strip()).isEqualTo("srpo: there is no run in runs/none: it has no ledger.duckdb");
    }

    @Test
    void debugAddsTheStackTrace() {
        assertThat(Invocation.of("history", "runs/none", "--debug").err()).contains("at io.srpo.cli.run.History.call");
    }

    @Test
    void aFaultyConfigurationIsBadInputThatNamesLineAndFix(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("run.yaml"), "stages: []\nrolout: {samples: 4}\n");
        Invocation train = Invocation.of("train", config.toString(), "--json");

        assertThat(train.status()).isEqualTo(2);
        assertThat(train.out()).isEmpty();
        assertThat(train.err()).contains("run.yaml:1: stages has to be a list of at least 1");
        assertThat(train.err().lines()).hasSize(1);
    }

    @Test
    void aMissingModelIsBadInput() {
        Invocation none = Invocation.of("generate", "--model", "none.gguf", "--prompt", "x");

        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("none.gguf");
    }

    @Test
    void resumingWhatWasNeverBegunIsBadInput(@TempDir Path folder) {
        Invocation none = Invocation.of("train", "x.yaml", "--run", folder.toString(), "--resume");

        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("start it without --resume");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify math --in FILE --jobs 0",
                "verify code --in FILE --jobs -2",
                "score --model bundled --in FILE --jobs 0",
                "score --model bundled --in FILE --threads 0",
                "eval --model bundled --bench FILE --threads 0",
                "eval --model bundled --bench FILE --limit 0",
                "generate --model bundled --prompt x --threads -1",
                "data difficulty --model bundled --in FILE --out FILE.labelled --threads 0",
                "bench --threads 0",
                "bench --batches 16,0",
                "bench --prompts 0",
            })
    void aCountBelowOneIsBadUsageInOneSentence(String line, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("lines.jsonl"), "{\"question\":\"1 + 1?\",\"answer\":\"2\"}\n");
        String[] words = line.replace("FILE", file.toString()).split(" ");
        Invocation wrong = Invocation.of(words);

        assertThat(wrong.status()).as(wrong.err()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        String option = words[words.length - 2];
        assertThat(wrong.err().lines().filter(said -> said.startsWith("srpo: ")))
                .singleElement(as(STRING))
                .contains(option, "is not a whole number of at least 1");
    }
}
