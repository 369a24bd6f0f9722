package io.srpo.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Language;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskFilesTest {
    @TempDir
    Path folder;

    @Test
    void plainMathTakesTheGivenIdOrThePlaceInTheFile() {
        List<Task> tasks = read("""
                {"id": "a", "question": "2+2?", "answer": "4", "level": "easy"}
                {"question": " 1/2 of 7? ", "answer": 3.50}
                {"id": 7, "question": "big", "answer": 12345678901234567890}
                """);

        assertThat(tasks)
                .containsExactly(
                        new Task("a", Domain.MATH, "2+2?", new Reference.Answer("4"), Map.of("level", "easy")),
                        new Task("set:2", Domain.MATH, "1/2 of 7?", new Reference.Answer("3.5")),
                        new Task("7", Domain.MATH, "big", new Reference.Answer("12345678901234567890")));
    }

    @ParameterizedTest
    @CsvSource({
        "43.0, 43",
        "0.6666666667, 0.6666666667",
        "-2.50, -2.5",
        "1e3, 1000",
        "0.0, 0",
        "1e999999999, 1E+999999999"
    })
    void numbersAreWrittenAsAPersonWould(String number, String text) {
        assertThat(read("{\"input\": \"q\", \"target\": " + number + "}").get(0).reference())
                .isEqualTo(new Reference.Answer(text));
    }

    @Test
    void blankLinesAByteOrderMarkAndWindowsLineEndsAreTolerated() {
        List<Task> tasks =
                read("\uFEFF{\"question\":\"a\",\"answer\":1}\r\n\r\n  \r\n{\"question\":\"b\",\"answer\":2}");

        assertThat(tasks).extracting(Task::id).containsExactly("set:1", "set:4");
    }

    @Test
    void plainCodeReadsItsTests() {
        Task task = read("{\"question\":\"q\",\"language\":\"python\",\"tests\":{\"type\":\"call\",\"entry\":\"f\","
                        + "\"cases\":[{\"args\":[1,[2.0],null],\"expected\":{\"a\":true}}]}}")
                .get(0);

        Reference.Code code = (Reference.Code) task.reference();
        assertThat(task.domain()).isEqualTo(Domain.CODE);
        assertThat(code.language()).isEqualTo(Language.PYTHON);
        Tests.Call call = (Tests.Call) code.tests();
        assertThat(call.cases().get(0).args()).containsExactly(1, List.of(2.0), null);
        assertThat(call.cases().get(0).expected()).isEqualTo(Map.of("a", true));
    }

    @Test
    void namedFieldsReachIntoObjects() throws IOException {
        Path file = file("{\"q\": {\"text\": \"2+2?\"}, \"gold\": 4, \"key\": \"k\"}");

        assertThat(TaskFiles.read(file, null, Map.of("question", "q.text", "answer", "gold", "id", "key")))
                .containsExactly(new Task("k", Domain.MATH, "2+2?", new Reference.Answer("4")));
        assertThatThrownBy(() -> TaskFiles.read(file, null, Map.of("question", "q.txt", "answer", "gold")))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("set.jsonl:1: there is no column \"q.txt\"");
        assertThatThrownBy(() -> TaskFiles.read(file, null, Map.of("qestion", "q")))
                .hasMessageContaining("unknown field \"qestion\"");
    }

    @Test
    void aDomainOfTheUsersOwnKeepsItsAnswerForItsVerifier() throws IOException {
        Path file = file("{\"question\": \"q\", \"answer\": {\"moves\": [1, 2]}}");

        assertThat(TaskFiles.read(file, new Domain("chess"), Map.of()).get(0).reference())
                .isEqualTo(new Reference.Custom("{\"moves\":[1,2]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"question\": \"a\", \"answer\" 1}|set.jsonl:2: not valid JSON at column",
                "{\"question\": \"a\", \"answer\": 1} x|set.jsonl:2: not valid JSON at column",
                "{\"question\": \"a\", \"answer\": 1|set.jsonl:2: not valid JSON at column",
                "[{\"question\": \"a\", \"answer\": 1}]|set.jsonl:2: must be a JSON object",
                "{\"question\": \"\", \"answer\": 1}|set.jsonl:2: \"question\" must be text that is not blank",
                "{\"question\": \"a\", \"answer\": []}|set.jsonl:2: \"answer\" must be a number or text",
                "{\"id\": \"first\", \"question\": \"a\", \"answer\": 1}|set.jsonl:2: the id \"first\" was given before, in line 1",
                "{\"text\": \"a\"}|set.jsonl:2: the columns (text) are of no known layout",
                "{\"question\": \"a\", \"language\": \"perl\", \"tests\": {}}|set.jsonl:2: unknown language \"perl\"",
                "{\"question\": \"a\", \"tests\": {}}|set.jsonl:2: \"language\" is missing",
                "{\"question\": \"a\", \"language\": \"python\", \"tests\": {}}|set.jsonl:2: \"tests.type\" must be",
                "{\"problem\": \"a\", \"solution\": \"none\"}|set.jsonl:2: \"solution\" holds no \\boxed{}",
            })
    void aFaultNamesFileLineAndWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> read("{\"id\": \"first\", \"question\": \"a\", \"answer\": 1}\n" + line))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((SrpoException) e).category())
                .isEqualTo(SrpoException.Category.INPUT);
    }

    @Test
    void aCodeProblemWhereMathIsSaidIsRefused() throws IOException {
        Path file = file("{\"text\":\"q\",\"test_list\":[\"assert f(1)\"]}");

        assertThatThrownBy(() -> TaskFiles.read(file, Domain.MATH, Map.of()))
                .hasMessageContaining("is a code problem by its columns, but the configuration says domain math");
    }

    @Test
    void emptyMissingAndUndecodableFilesAreRefused() throws IOException {
        assertThatThrownBy(() -> read("\n \n")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> TaskFiles.read(folder.resolve("none.jsonl"), null, Map.of()))
                .hasMessageContaining("there is no file");
        Path latin = folder.resolve("latin.jsonl");
        Files.write(latin, "{\"question\":\"caf\u00e9\",\"answer\":1}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> TaskFiles.read(latin, null, Map.of())).hasMessageContaining("is not UTF-8");
    }

    @Test
    void theHashIsThatOfTheBytes() throws IOException {
        assertThat(FileHash.sha256(file("abc")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private List<Task> read(String text) {
        return read(text, null);
    }

    private List<Task> read(String text, @Nullable Domain domain) {
        try {
            return TaskFiles.read(file(text), domain, Map.of());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("set.jsonl"), text);
    }
}
