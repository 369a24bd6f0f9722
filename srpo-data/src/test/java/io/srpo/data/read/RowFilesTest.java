package io.srpo.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.srpo.core.SrpoException;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every format gives the same tasks, and says what is wrong with the line it is wrong with. */
class RowFilesTest {
    private static final String LINES = """
            {"id":"a","question":"2 + 2 = ?","answer":"4"}
            {"id":"b","question":"Two lines,\\nand \\"quotes\\"?","answer":0.5}
            """;
    private static final List<Task> TASKS = List.of(
            new Task("a", io.srpo.core.task.Domain.MATH, "2 + 2 = ?", new Reference.Answer("4")),
            new Task("b", io.srpo.core.task.Domain.MATH, "Two lines,\nand \"quotes\"?", new Reference.Answer("0.5")));

    @TempDir
    Path folder;

    @Test
    void everyFormatGivesTheSameTasks() throws Exception {
        assertThat(tasks(text("t.jsonl", LINES))).isEqualTo(TASKS);
        assertThat(tasks(text("t.json", " \n[" + LINES.strip().replace("}\n{", "},\n{") + "]\n")))
                .isEqualTo(TASKS);
        assertThat(tasks(text(
                        "t.csv",
                        "id,question,answer\r\na,2 + 2 = ?,4\r\nb,\"Two lines,\nand \"\"quotes\"\"?\",0.50\r\n")))
                .isEqualTo(TASKS);
        assertThat(tasks(text(
                        "t.tsv", "id\tquestion\tanswer\na\t2 + 2 = ?\t4\nb\t\"Two lines,\nand \"\"quotes\"\"?\"\t0.5")))
                .isEqualTo(TASKS);
        assertThat(tasks(parquet("t.parquet", LINES))).isEqualTo(TASKS);
    }

    @Test
    void packedFilesAreUnpackedByTheirFirstBytes() throws IOException {
        for (String name : new String[] {"t.jsonl.gz", "misnamed.jsonl"}) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
                out.write(LINES.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(tasks(folder.resolve(name))).isEqualTo(TASKS);
        }
        Path zst = folder.resolve("t.csv.zst");
        try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(zst))) {
            out.write("question,answer\n2 + 2 = ?,4\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(tasks(zst)).singleElement().extracting(Task::id).isEqualTo("t:2");
    }

    @Test
    void nestedParquetColumnsAreReadAsTheTrainersWriteThem() throws Exception {
        Path verl = parquet("verl.parquet", """
                {"data_source":"gsm8k","prompt":[{"role":"user","content":"2 + 2 = ?"}],"reward_model":{"style":"rule","ground_truth":"4"}}
                """);
        assertThat(tasks(verl)).singleElement().satisfies(task -> {
            assertThat(task.question()).isEqualTo("2 + 2 = ?");
            assertThat(task.reference()).isEqualTo(new Reference.Answer("4"));
            assertThat(task.labels()).containsEntry("source", "gsm8k");
        });
    }

    @Test
    void mixedTypesInOneColumnAreReadRowByRow() throws IOException {
        Path mixed = text("mixed.jsonl", """
                {"question":"a","answer":4}
                {"question":"b","answer":"4"}
                {"question":"c","answer":[4]}
                {"question":5,"answer":"4"}
                {"question":"d","answer":true}
                """);
        assertThat(items(mixed))
                .containsExactly(
                        "1 good",
                        "2 good",
                        "3 \"answer\" must be a number or text that is not blank",
                        "4 \"question\" must be text that is not blank",
                        "5 \"answer\" must be a number or text that is not blank");
    }

    @Test
    void aBadLineIsToldAndTheOthersAreRead() throws IOException {
        byte[] start = "\uFEFF{\"question\":\"a\",\"answer\":1}\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] latin = "{\"question\":\"caf\u00e9\",\"answer\":1}\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = folder.resolve("bad.jsonl");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(start);
            out.write(latin);
            out.write("{\"question\":\"".getBytes(StandardCharsets.UTF_8));
            byte[] block = new byte[1 << 20];
            Arrays.fill(block, (byte) 'x');
            for (int i = 0; i < 100; i++) {
                out.write(block);
            }
            out.write("\",\"answer\":1}\nnot json\n".getBytes(StandardCharsets.UTF_8));
            out.write("{\"question\":\"last\",\"answer\":2}".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(items(file))
                .satisfiesExactly(
                        one -> assertThat(one).isEqualTo("1 good"),
                        two -> assertThat(two).isEqualTo("2 the line is not UTF-8 text; save the file as UTF-8"),
                        three -> assertThat(three).startsWith("3 the line is longer than 64 MiB"),
                        four -> assertThat(four).startsWith("4 not valid JSON at column"),
                        five -> assertThat(five).isEqualTo("5 good"));
    }

    @Test
    void brokenTablesSayWhere() throws Exception {
        assertThat(items(text("c.csv", "question,answer\na,1,2\n\nb,2\n\"c,3\n")))
                .containsExactly(
                        "2 the row has 3 cells, but the header 2",
                        "4 good",
                        "5 a quote opened in this row is not closed before the file ends");
        assertThat(items(text("a.json", "[{\"question\":\"a\",\"answer\":1},\n7,\n{\"question\"")))
                .satisfiesExactly(
                        one -> assertThat(one).isEqualTo("1 good"),
                        two -> assertThat(two).isEqualTo("2 the array must hold objects, like {\"question\": ..}"),
                        three -> assertThat(three)
                                .startsWith("3 not valid JSON, so the rest of the array cannot be read"));
        assertThat(items(text("wrong.csv", "text,label\na,1\n")))
                .singleElement()
                .asString()
                .startsWith("2 the columns (text, label) are of no known layout");
    }

    @Test
    void aParquetFileCutShortIsRefused() throws Exception {
        Path whole = parquet("whole.parquet", LINES);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.parquet");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 20));
        assertThatThrownBy(() -> tasks(cut))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("cut.parquet as Parquet")
                .hasMessageContaining("cut short");
    }

    @Test
    void aTaskWrittenAsARowIsReadBackEqual() throws IOException {
        Path file = text("back.jsonl", TaskJson.format(TASKS.get(0)) + "\n" + TaskJson.format(TASKS.get(1)) + "\n");
        assertThat(tasks(file)).isEqualTo(TASKS);
    }

    @Test
    void packedFilesCutShortAreRefused() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(LINES.repeat(200).getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(zstd)) {
            out.write(LINES.repeat(200).getBytes(StandardCharsets.UTF_8));
        }
        for (byte[] whole : List.of(gzip.toByteArray(), zstd.toByteArray())) {
            Path cut = folder.resolve("cut.jsonl");
            Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
            assertThatThrownBy(() -> items(cut))
                    .isInstanceOf(SrpoException.class)
                    .hasMessageContaining("cannot read");
        }
    }

    /** Whatever a file holds, there are rows, faults, or one sentence; never another exception. */
    @Property(tries = 300)
    void anyBytesEndInItemsOrOneSentence(
            @ForAll @Size(max = 200) byte[] bytes, @ForAll("beginnings") String beginning, @ForAll("names") String name)
            throws IOException {
        Path place = Files.createTempDirectory("rows");
        Path file = place.resolve(name);
        try {
            byte[] head = beginning.getBytes(StandardCharsets.ISO_8859_1);
            byte[] all = Arrays.copyOf(head, head.length + bytes.length);
            System.arraycopy(bytes, 0, all, head.length, bytes.length);
            Files.write(file, all);
            assertThat(items(file)).hasSizeLessThanOrEqualTo(all.length);
        } catch (SrpoException e) {
            assertThat(e.getMessage()).contains(name);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(place);
        }
    }

    @Provide
    Arbitrary<String> beginnings() {
        return Arbitraries.of("", "[", "{\"question\":", "PAR1", "\u001F\u008B\b", "(\u00B5/\u00FD", "a,b\n\"", "[{},");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("t.jsonl", "t.json", "t.csv", "t.tsv.gz", "t.parquet", "t.zst");
    }

    private List<String> items(Path file) {
        List<String> items = new ArrayList<>();
        try (TaskSource source = TaskSource.open(file, null, Map.of())) {
            for (TaskSource.Item item = source.next(); item != null; item = source.next()) {
                items.add(item.line() + " " + (item instanceof TaskSource.Item.Bad bad ? bad.what() : "good"));
            }
        }
        return items;
    }

    private static List<Task> tasks(Path file) {
        return TaskFiles.read(file, null, Map.of());
    }

    private Path text(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path parquet(String name, String lines) throws IOException, SQLException {
        Path json = text(name + ".jsonl", lines);
        Path file = folder.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_json_auto('" + json + "')) TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }
}
