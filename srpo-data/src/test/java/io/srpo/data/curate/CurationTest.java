package io.srpo.data.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Task;
import io.srpo.data.read.FileHash;
import io.srpo.data.read.Row;
import io.srpo.data.read.TaskFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurationTest {
    private static final CurationRules ALL = new CurationRules(
            EnumSet.complementOf(EnumSet.of(Filter.BALANCE)), 200, List.of("en"), 0.8, 13, 0.8, List.of(), 0, 7);

    @TempDir
    Path folder;

    @Test
    void everyRowIsKeptOrRemovedForTheFirstReasonThatHolds() throws IOException {
        Path file = file("mixed.jsonl", """
                {"question":"Tom has 12 apples and buys 30 more at the market on Monday. How many apples has he?","answer":"42"}
                not json
                {"question":"What is 1 + 1? (A) 1 (B) 2 (C) 3","answer":"B"}
                {"question":"Is every prime number odd? True or false?","answer":"False"}
                {"question":"Let n be even. Prove that n squared is even.","answer":"n^2"}
                {"question":"(a) Find x. (b) Find y if x + y = 3.","answer":"1"}
                {"question":"What is the area of the triangle as shown in the figure?","answer":"6"}
                {"question":"See https://example.org/q for the question. What is it?","answer":"6"}
                {"question":"Wie viele \\u00c4pfel hat der Mann, wenn er mit dem Korb und der Kiste kommt und nicht mehr kauft?","answer":"6"}
                {"question":"TOM has 12 apples, and buys 30 more at the market on Monday: how many apples has he?","answer":"42"}
                {"question":"Tom has 12 apples and buys 30 more at the market on Monday. How many apples has he now?","answer":"42"}
                {"question":"Tom has 13 apples and buys 30 more at the market on Monday. How many apples has he now?","answer":"43"}
                {"question":"What is the capital sum after 3 years?","answer":"7"}
                {"question":"What is the capital sum after 3 years?","answer":"8"}
                """);
        Curation curation = curation(ALL, file);
        CurationResult result = curation.run(folder.resolve("out.jsonl"), (doing, rows) -> {});

        Map<Filter, Integer> expected = new HashMap<>();
        for (Filter filter : Set.of(
                Filter.UNREADABLE,
                Filter.MULTIPLE_CHOICE,
                Filter.TRUE_FALSE,
                Filter.PROOF,
                Filter.SEVERAL_PARTS,
                Filter.PICTURE,
                Filter.LINK,
                Filter.LANGUAGE,
                Filter.EXACT_DUPLICATE,
                Filter.NEAR_DUPLICATE)) {
            expected.put(filter, 1);
        }
        expected.put(Filter.CONFLICT, 2);
        assertThat(result.removed()).isEqualTo(expected);
        assertThat(result.rows()).isEqualTo(14);
        assertThat(TaskFiles.read(folder.resolve("out.jsonl"), null, Map.of()))
                .extracting(Task::question)
                .satisfiesExactly(first -> assertThat(first).startsWith("Tom has 12"), other -> assertThat(other)
                        .startsWith("Tom has 13"));
        assertThat(Files.readAllLines(folder.resolve("out.jsonl.removed.jsonl")))
                .hasSize(12);
        assertThat(result.samples().get(Filter.CONFLICT)).first().satisfies(removal -> assertThat(removal.reason())
                .isEqualTo("another answer to the same question in mixed.jsonl:14"));
        assertThat(result.samples().get(Filter.NEAR_DUPLICATE)).singleElement().satisfies(removal -> assertThat(
                        removal.reason())
                .startsWith("similarity 0.9")
                .contains("mixed.jsonl:1: Tom has 12"));
    }

    @Test
    void rowsKeepWhereTheyCameFromAndTheManifestHasTheHashes() throws IOException {
        Path one = file("one.jsonl", "{\"id\":\"q\",\"question\":\"How many legs have 3 cows?\",\"answer\":12}\n");
        Path two = file("two.jsonl", "\n{\"id\":\"q\",\"question\":\"How many legs have 5 hens?\",\"answer\":10}\n");
        Path out = folder.resolve("out.jsonl");
        curation(ALL, one, two).run(out, (doing, rows) -> {});

        assertThat(Files.readString(out)).isEqualTo("""
                {"id":"q","question":"How many legs have 3 cows?","answer":"12","source":"one","origin":{"file":"one.jsonl","line":1,"licence":"MIT"}}
                {"id":"two/q","question":"How many legs have 5 hens?","answer":"10","source":"two","origin":{"file":"two.jsonl","line":2,"licence":"MIT"}}
                """);
        assertThat(Files.readString(folder.resolve("out.jsonl.manifest.json")))
                .contains(FileHash.sha256(one), FileHash.sha256(two), FileHash.sha256(out), "\"licence\" : \"MIT\"");
        assertThat(Files.readString(folder.resolve("out.jsonl.report.md")))
                .contains("2 rows read, 2 kept. 1 rows had an id that was taken", "| proof | 0 | 0.00% |");
    }

    @Test
    void theSameInputGivesTheSameBytesAndIsNotTouched() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            rows.append("{\"question\":\"What is ")
                    .append(i % 1700)
                    .append(" + ")
                    .append(i % 13)
                    .append("?\",\"answer\":1,\"topic\":\"t")
                    .append(i % 3)
                    .append("\"}\n");
        }
        Path file = file("many.jsonl", rows.toString());
        String before = FileHash.sha256(file);
        CurationRules rules =
                new CurationRules(EnumSet.allOf(Filter.class), 200, List.of(), 0.8, 13, 0.8, List.of("topic"), 100, 7);
        for (String name : new String[] {"a.jsonl", "b.jsonl"}) {
            CurationResult result = curation(rules, file).run(folder.resolve(name), (doing, read) -> {});
            assertThat(result.written().rows()).isEqualTo(300);
        }
        for (String more : new String[] {"", ".removed.jsonl"}) {
            assertThat(folder.resolve("a.jsonl" + more)).hasSameBinaryContentAs(folder.resolve("b.jsonl" + more));
        }
        assertThat(FileHash.sha256(file)).isEqualTo(before);
        assertThatThrownBy(() -> curation(rules, file).run(file, (doing, read) -> {}))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("nothing is changed in place");
    }

    @Test
    void contaminationShowsTheMatchedPair() throws IOException {
        String asked =
                "A train leaves the station at noon and travels 60 miles each hour toward a town that lies 300 miles away.";
        Path bench = file("bench.jsonl", "{\"question\":\"" + asked + " When does it arrive?\",\"answer\":\"5\"}\n");
        Path file = file(
                "train.jsonl",
                String.join(
                        "\n",
                        "{\"question\":\"" + asked + " When does it arrive there?\",\"answer\":\"5\"}",
                        "{\"question\":\"" + asked.replace("60", "50").replace("300", "250")
                                + " When does it arrive?\",\"answer\":\"5\"}",
                        "{\"question\":\"A train leaves the station at noon. When does it arrive after 60 miles?\",\"answer\":\"1\"}"));

        CurationResult words = against(new Contamination(13, 2), bench, file);
        assertThat(words.written().rows()).isEqualTo(2);
        assertThat(words.samples().get(Filter.CONTAMINATED)).singleElement().satisfies(removal -> assertThat(
                        removal.reason())
                .startsWith("13 words in a row: \"a train leaves the station at noon and travels 60")
                .contains("as in bench.jsonl bench:1: A train leaves"));

        CurationResult near = against(new Contamination(100, 0.7), bench, file);
        assertThat(near.written().rows()).isEqualTo(2);
        assertThat(near.samples().get(Filter.CONTAMINATED)).singleElement().satisfies(removal -> assertThat(
                        removal.reason())
                .matches("similarity 0\\.9\\d, as in bench.jsonl bench:1: A train leaves.*"));
    }

    private CurationResult against(Contamination benchmarks, Path bench, Path file) {
        TaskFiles.read(bench, null, Map.of()).forEach(task -> benchmarks.add("bench.jsonl", task));
        CurationRules rules =
                new CurationRules(EnumSet.of(Filter.CONTAMINATED), 0, List.of(), 0.8, 13, 0.7, List.of(), 0, 7);
        return new Curation(sources(file), rules, TaskChecks.PLAIN, benchmarks, Map.of())
                .run(folder.resolve("clean.jsonl"), (doing, rows) -> {});
    }

    @Test
    void whatIsTooLongForTheContextGoes() throws IOException {
        Path file = file("long.jsonl", """
                {"question":"What is 2 + 3?","answer":"5"}
                {"question":"%s What is 2 + 3?","answer":"5"}
                """.formatted("Tom counts on and on.".repeat(20)));
        CurationRules rules =
                new CurationRules(EnumSet.of(Filter.TOO_LONG), 50, List.of(), 0.8, 13, 0.8, List.of(), 0, 7);
        CurationResult result = curation(rules, file).run(folder.resolve("short.jsonl"), (doing, rows) -> {});
        assertThat(result.written().rows()).isEqualTo(1);
        assertThat(folder.resolve("short.jsonl.removed.jsonl")).content().contains("\"too-long\"", "\"line\":2");
    }

    @Test
    void whatTheVerifierDoesNotAcceptForItselfGoes() throws IOException {
        Path file = file(
                "odd.jsonl",
                "{\"question\":\"What is this?\",\"answer\":\"??\"}\n{\"question\":\"What is 1 + 2?\",\"answer\":3}\n");
        TaskChecks strict = new TaskChecks() {
            @Override
            public @Nullable String unfit(Task task, Row row) {
                return row.columns().path("answer").isNumber() ? null : "not a number";
            }

            @Override
            public boolean sameAnswer(String gold, String other) {
                return PLAIN.sameAnswer(gold, other);
            }

            @Override
            public int tokens(String text) {
                return PLAIN.tokens(text);
            }
        };
        CurationResult result = new Curation(sources(file), ALL, strict, new Contamination(13, 0.8), Map.of())
                .run(folder.resolve("out.jsonl"), (doing, rows) -> {});
        assertThat(result.removed()).isEqualTo(Map.of(Filter.UNVERIFIABLE, 1));
        assertThat(result.samples().get(Filter.UNVERIFIABLE))
                .first()
                .extracting(Removal::reason)
                .isEqualTo("not a number");
    }

    @Test
    void badInputIsCountedAndNeverStopsTheRest() throws IOException {
        Path file = folder.resolve("bad.jsonl");
        byte[] latin = "{\"question\":\"caf\u00e9\",\"answer\":1}\r\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] good = "\uFEFF{\"id\":\"x\",\"question\":\"What is 3 + 4?\",\"answer\":7}\r\n"
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(good, good.length + latin.length);
        System.arraycopy(latin, 0, all, good.length, latin.length);
        Files.write(file, all);
        Path empty = file("empty.jsonl", "");
        Path wrong = file(
                "wrong.jsonl",
                "{\"text\":\"no answer here\"}\n{\"question\":\"half\"}\n{\"question\":\"q\",\"answer\":\"\"}\n");
        CurationResult result = curation(ALL, file, empty, wrong).run(folder.resolve("out.jsonl"), (doing, rows) -> {});
        assertThat(result.removed()).isEqualTo(Map.of(Filter.UNREADABLE, 4));
        assertThat(result.sources())
                .extracting(CurationResult.SourceCount::rows)
                .containsExactly(2, 0, 3);
        assertThat(result.written().rows()).isEqualTo(1);
    }

    private Curation curation(CurationRules rules, Path... files) {
        return new Curation(sources(files), rules, TaskChecks.PLAIN, new Contamination(13, 0.8), Map.of());
    }

    private static List<CurationSource> sources(Path... files) {
        return Arrays.stream(files)
                .map(file -> new CurationSource(
                        file, file.getFileName().toString().replace(".jsonl", ""), null, "MIT", Map.of()))
                .toList();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
