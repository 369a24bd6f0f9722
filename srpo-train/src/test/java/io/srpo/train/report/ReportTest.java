package io.srpo.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path folder;

    @Test
    void aRunInProgressIsReportedThroughItsOpenLedger() throws IOException {
        try (FakeRun run = FakeRun.whole(folder, 20, 30)) {
            Path report = Report.write(folder, run.ledger().read());

            assertThat(report).isEqualTo(folder.resolve("report.html"));
        }
        String before = Files.readString(folder.resolve("report.html"));
        Report.write(folder);
        assertThat(Files.readString(folder.resolve("report.html"))).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "config.yaml", "manifest.json", "ledger.duckdb", "metrics.jsonl", "report.html");
        }
    }

    @Test
    void everySectionIsFilledFromAWholeRun() throws IOException {
        JsonNode data = reported(20, 30);

        assertThat(data.get("summary").asText())
                .matches("Math: .+% → .+% of unseen problems answered right; code: .+% → .+%\\."
                        + " [\\d,]+ practice answers drawn in .+ minutes\\.");
        assertThat(data.get("tried").asText())
                .contains("tiny-llama.gguf", "8 times", "2 stages: reasoning (20 steps), then integration (30 steps)")
                .doesNotContain("not at its end");
        assertThat(data.get("domains")).extracting(JsonNode::asText).containsExactly("math", "code");
        assertThat(data.get("steps")).hasSize(51);
        assertThat(data.get("stages")).hasSize(2);
        assertThat(data.get("stages").get(1).get("from").asInt()).isEqualTo(21);
        assertThat(data.get("stages").get(0).get("endedBy").asText()).isEqualTo("20 of 20 steps are done");
        assertThat(titles(data, "curves"))
                .containsExactly(
                        "Right answers: math",
                        "Right answers: code",
                        "Length of the answers",
                        "Problems that teach something");
        assertThat(titles(data, "details"))
                .contains(
                        "Reward, math",
                        "Response length, code",
                        "Entropy",
                        "Gradient norm",
                        "Log-probability gap",
                        "Truncation",
                        "Pool",
                        "Speed",
                        "Memory",
                        "Groups");
        for (JsonNode chart : data.get("details")) {
            for (JsonNode line : chart.get("lines")) {
                assertThat(line.get("values")).hasSize(51);
            }
        }
        assertThat(data.get("answers")).hasSize(10);
        assertThat(data.get("answers"))
                .extracting(pair -> pair.get("domain").asText())
                .containsOnly("math", "code");
        assertThat(data.get("pool")).hasSizeGreaterThan(3);
        assertThat(data.get("why").get(0).get("reason").asText()).contains("were right");
        assertThat(data.get("decisions").get("shown").get(0).get("kind").asText())
                .isEqualTo("stage entered");
        assertThat(data.get("config").asText()).startsWith("seed: 7");
        assertThat(data.get("manifest").asText()).contains("2 cores");
    }

    @Test
    void theFigureBeforeAndAfterIsTheFirstAndTheLastMeasured() throws IOException {
        JsonNode math = reported(10, 20).get("heldOut").get(0);

        assertThat(math.get("before").get("step").asInt()).isZero();
        assertThat(math.get("after").get("step").asInt()).isEqualTo(30);
        assertThat(math.get("after").get("passAt1").asDouble())
                .isGreaterThan(math.get("before").get("high").asDouble());
        assertThat(math.get("told").asText()).startsWith("A clear gain");
        assertThat(math.get("after").get("questions").asInt()).isEqualTo(40);
    }

    @Test
    void whatAModelWritesStaysText() throws IOException {
        String hostile =
                "</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> ]]> \u2028 /*{{report.js}}*/ $1 \\ \" &lt;";
        try (FakeRun run = new FakeRun(folder, 20)) {
            run.wrongText = hostile;
            run.evaluate();
            run.stage("</title><script>", 10, FakeRun.ids("math", 16));
        }
        Report.write(folder);
        String page = Files.readString(folder.resolve("report.html"));

        assertThat(count(page, "<script")).isEqualTo(6);
        assertThat(count(page, "</script")).isEqualTo(6);
        assertThat(page).doesNotContain("<!--", "<img", "alert(1)</script>");
        assertThat(data(page).get("answers").findValuesAsText("text")).contains(hostile);
        assertThat(data(page).get("stages").get(0).get("name").asText()).isEqualTo("</title><script>");
    }

    @Test
    void aHostileFolderNameIsTextInTheTitle() throws IOException {
        Path run = Files.createDirectory(folder.resolve("a<b & c"));
        Files.writeString(run.resolve("config.yaml"), "seed: 1\n");
        Report.write(run);

        assertThat(Files.readString(run.resolve("report.html"))).contains("<title>a&lt;b &amp; c - training report");
    }

    @Test
    void thePageLoadsNothingFromOutside() throws IOException {
        reported(5, 5);
        String page = Files.readString(folder.resolve("report.html"));

        assertThat(page).doesNotContain("/*{{");
        assertThat(page).contains("default-src 'none'");
        assertThat(page)
                .doesNotContainPattern(
                        "(?i)(src|href)\\s*=\\s*[\"']?[^\"'{]|url\\(|@import|fetch\\(|XMLHttpRequest|import\\(");
        Matcher addresses = Pattern.compile("https?://[^\\s\"')]+").matcher(page);
        while (addresses.find()) {
            // The address in uPlot's licence line, a comment, is the only one.
            assertThat(addresses.group()).isEqualTo("https://github.com/leeoniya/uPlot");
        }
    }

    @Test
    void aRunThatHasOnlyBegunIsTold() throws IOException {
        Files.writeString(folder.resolve("config.yaml"), "model: {path: bundled}\nstages: [{name: a}, {name: b}]\n");
        Report.write(folder);
        JsonNode data = data(Files.readString(folder.resolve("report.html")));

        assertThat(data.get("summary").asText())
                .isEqualTo("Nothing was measured on unseen problems. No answers have been drawn for training yet.");
        assertThat(data.get("tried").asText()).isEqualTo("The run has not made a step yet.");
        assertThat(data.get("curves")).isEmpty();
        assertThat(data.get("details")).isEmpty();
        assertThat(data.get("answers")).isEmpty();
        assertThat(data.get("pool")).isEmpty();
    }

    @Test
    void aRunInItsFirstStageWithOneMeasurementSaysThatItIsNotAtItsEnd() throws IOException {
        try (FakeRun run = new FakeRun(folder, 20)) {
            run.settings();
            run.evaluate();
            run.stage("reasoning", 3, FakeRun.ids("math", 64));
            Report.write(folder, run.ledger().read());
        }
        JsonNode data = data(Files.readString(folder.resolve("report.html")));

        assertThat(data.get("summary").asText()).contains("before training").contains("practice answers");
        assertThat(data.get("tried").asText()).contains("not at its end");
        assertThat(data.get("heldOut").get(0).get("after").isNull()).isTrue();
        assertThat(data.get("answers")).isEmpty();
        assertThat(data.get("pool")).hasSize(1);
    }

    @Test
    void aConfigurationThatCannotBeReadDoesNotKeepTheReportBack() throws IOException {
        Files.writeString(folder.resolve("config.yaml"), "model: [\n");
        Report.write(folder);

        assertThat(data(Files.readString(folder.resolve("report.html")))
                        .get("config")
                        .asText())
                .isEqualTo("model: [");
    }

    @Test
    void aFolderWithoutARunIsRefused() {
        assertThatThrownBy(() -> Report.write(folder))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("there is no run in " + folder);
    }

    private JsonNode reported(int first, int second) throws IOException {
        FakeRun.whole(folder, first, second).close();
        Report.write(folder);
        return data(Files.readString(folder.resolve("report.html")));
    }

    static JsonNode data(String page) throws IOException {
        String open = "<script id=\"data\" type=\"application/json\">";
        int from = page.indexOf(open) + open.length();
        return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
    }

    private static List<String> titles(JsonNode data, String section) {
        return data.get(section).findValuesAsText("title");
    }

    private static int count(String page, String part) {
        return page.split(Pattern.quote(part), -1).length - 1;
    }
}
