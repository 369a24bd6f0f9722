package io.srpo.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where one is installed: its scripts run without a fault and fill every section. */
@Tag("peer")
class ReportBrowserTest {
    @TempDir
    Path folder;

    @Test
    void aWholeRunFillsThePageWithoutAFault() throws IOException, InterruptedException {
        Path run = Files.createDirectory(folder.resolve("run"));
        try (FakeRun fake = FakeRun.whole(run, 15, 25)) {
            Report.write(run, fake.ledger().read());
        }
        String page = rendered(run);

        assertThat(page).doesNotContain("CONSOLE");
        assertThat(count(page, "<canvas")).isGreaterThan(15);
        assertThat(count(page, "class=\"said\"")).isEqualTo(20);
        assertThat(count(page, "class=\"epoch\"")).isGreaterThan(3);
        assertThat(count(page, "class=\"point\"")).isEqualTo(4);
        assertThat(page).contains("points</span>", "each point gained in math");
    }

    @Test
    void aRunThatHasOnlyBegunSaysInEverySectionWhatIsMissing() throws IOException, InterruptedException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(run.resolve("config.yaml"), "seed: 1\n");
        Report.write(run);
        String page = rendered(run);

        assertThat(page).doesNotContain("CONSOLE");
        assertThat(count(page, "<p class=\"nothing\"")).isEqualTo(8);
    }

    @Test
    void whatAModelWritesDoesNotRun() throws IOException, InterruptedException {
        Path run = Files.createDirectory(folder.resolve("run"));
        try (FakeRun fake = new FakeRun(run, 10)) {
            fake.wrongText =
                    "</script><script>document.title = 'taken over'</script><img src=x onerror=\"document.title='x'\">";
            fake.evaluate();
            fake.stage("s", 10, FakeRun.ids("math", 16));
            Report.write(run, fake.ledger().read());
        }

        assertThat(rendered(run))
                .contains("<title>run - training report</title>")
                .contains("&lt;/script&gt;&lt;script&gt;document.title")
                .doesNotContain("CONSOLE");
    }

    /** The document after its scripts have run, and the browser's own messages. */
    private String rendered(Path run) throws IOException, InterruptedException {
        Path browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(browser != null, "no chromium here");
        Path output = folder.resolve("rendered.html");
        Process process = new ProcessBuilder(
                        String.valueOf(browser),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--user-data-dir=" + Files.createDirectory(folder.resolve("browser")),
                        "--enable-logging=stderr",
                        "--virtual-time-budget=3000",
                        "--window-size=390,2400",
                        "--dump-dom",
                        run.resolve("report.html").toUri().toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }

    private static int count(String page, String part) {
        return page.split(Pattern.quote(part), -1).length - 1;
    }
}
