package io.srpo.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.data.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Someone clicks through the report in a real browser, on a phone and on a wide screen, in the light and in the dark. Pictures of it lie in {@code target/report-pictures}.
 */
@Tag("peer")
class ReportClickTest {
    @TempDir
    Path folder;

    private Browser browser;
    private final Path pictures = Path.of("target", "report-pictures");

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Path program = Browser.installed();
        Assumptions.assumeTrue(program != null, "no chromium here");
        browser = Browser.start(program, Files.createDirectory(folder.resolve("browser")));
        Files.createDirectories(pictures);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"390, light", "390, dark", "1440, light", "1440, dark"})
    void thePageFitsItsWindowAndEverySectionShowsSomething(int width, String light) throws IOException {
        Path report = whole("run", 15, 25);
        browser.open(report, width, 1000, light.equals("dark"));
        assertThat(browser.ask("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(width);
        assertThat(browser.ask("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo(light.equals("dark") ? "rgb(20, 23, 27)" : "rgb(255, 255, 255)");
        assertThat(browser.ask("document.querySelectorAll('canvas').length").asInt())
                .isGreaterThan(15);
        assertThat(browser.ask("document.querySelectorAll('.nothing').length").asInt())
                .isLessThan(3);
        browser.picture(pictures.resolve("top-" + width + "-" + light + ".png"));
        for (String section : new String[] {"abilities", "curves", "pool", "answers", "details"}) {
            browser.ask("document.getElementById('" + section + "').parentElement.scrollIntoView()");
            browser.picture(pictures.resolve(section + "-" + width + "-" + light + ".png"));
        }
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    void aCurveShowsItsValuesUnderThePointer() throws IOException {
        browser.open(whole("run", 15, 25), 1440, 1000, false);
        browser.ask("document.querySelector('#curves .chart').scrollIntoView()");
        browser.pointAt("#curves .u-over");
        browser.await(
                "[...document.querySelectorAll('#curves .u-legend .u-value')].some((value) => /[0-9]%/.test(value.textContent))");
        browser.picture(pictures.resolve("pointer-1440-light.png"));
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    void answersAreFoundByProblemStepVerdictAndRewardAndFollowedThroughTheEpochs() throws IOException {
        browser.open(whole("run", 15, 25), 1440, 1000, false);
        browser.ask("document.querySelector('#samples > summary').click()");
        browser.await("document.querySelectorAll('#samples-list details').length === 20");
        assertThat(browser.ask("document.getElementById('samples-count').textContent")
                        .asText())
                .matches("[\\d,]+ answers; shown: 1 to 20");
        browser.ask("document.getElementById('samples-on').click()");
        assertThat(count()).contains("shown: 21 to 40");

        set(
                "verdict",
                "[...document.querySelectorAll('#samples-form [name=verdict] option')].find((o) => o.textContent === 'wrong').value");
        assertThat(browser.ask("[...document.querySelectorAll('#samples-list .bad')].length")
                        .asInt())
                .isEqualTo(20);
        set("reward part", "'accuracy|>'");
        assertThat(count()).isEqualTo("No answer is like that.");
        set("reward part", "''");
        set("from step", "'10'");
        set("to step", "'10'");
        assertThat(browser.ask(
                                "[...document.querySelectorAll('#samples-list .tag:first-child')].every((t) => t.textContent.startsWith('step 10,'))")
                        .asBoolean())
                .isTrue();

        browser.ask("document.querySelector('#samples-list summary').click()");
        browser.await("document.querySelector('#samples-list .said')");
        assertThat(browser.ask("document.querySelector('#samples-list .said').textContent")
                        .asText())
                .contains("<answer>41</answer>");
        browser.ask("document.querySelector('#samples-list button').click()");
        browser.await("document.querySelectorAll('#samples-fate .visit').length > 1");
        int visits = browser.ask("document.querySelectorAll('#samples-fate .visit').length")
                .asInt();
        assertThat(count()).startsWith(8 * visits + " answers of ");
        browser.picture(pictures.resolve("samples-1440-light.png"));
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    void twoRunsLieOverEachOther() throws IOException {
        whole("run", 15, 25);
        whole("second", 10, 25);
        Path both = Report.write(folder.resolve("run"), folder.resolve("second"), folder.resolve("both.html"));
        browser.open(both, 1440, 1000, false);
        assertThat(browser.ask("document.querySelector('#other table').textContent")
                        .asText())
                .contains("run", "second", "practice answers");
        assertThat(browser.ask(
                                "[...document.querySelectorAll('#curves .u-legend')].every((l) => l.textContent.includes('second'))")
                        .asBoolean())
                .isTrue();
        browser.ask("document.getElementById('two-runs').scrollIntoView()");
        browser.picture(pictures.resolve("two-runs-1440-light.png"));
        browser.ask("document.getElementById('curves').scrollIntoView()");
        browser.picture(pictures.resolve("two-runs-curves-1440-light.png"));
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    void aHundredThousandAnswersAreLookedThroughInAPageUnder15Megabytes() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        try (Ledger ledger = Ledger.open(run.resolve("ledger.duckdb"))) {
            ManyAnswers.write(ledger, 100_000);
        }
        Files.writeString(run.resolve("config.yaml"), "seed: 1\n");
        Path report = Report.write(run);
        assertThat(Files.size(report)).isLessThan(15_000_000);
        browser.open(report, 1440, 1000, false);
        browser.ask("document.querySelector('#samples > summary').click()");
        browser.await("document.querySelectorAll('#samples-list details').length === 20");
        assertThat(count()).startsWith("100,000 answers; shown: 1 to 20");
        set("from step", "'390'");
        browser.ask("document.querySelector('#samples-list summary').click()");
        browser.await("document.querySelector('#samples-list .said')");
        assertThat(browser.ask("document.querySelector('#samples-list .said').textContent.length")
                        .asInt())
                .isGreaterThan(50);
        assertThat(browser.faults()).isEmpty();
    }

    private String count() {
        return browser.ask("document.getElementById('samples-count').textContent")
                .asText();
    }

    /** Chooses as a hand would: the value, then the event that tells of it. */
    private void set(String field, String value) {
        browser.ask("(() => { const f = document.getElementById('samples-form').elements['" + field + "']; f.value = "
                + value + "; f.dispatchEvent(new Event('input', {bubbles: true})); })()");
    }

    private Path whole(String name, int first, int second) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        try (FakeRun fake = FakeRun.whole(run, first, second)) {
            return Report.write(run, fake.ledger().read());
        }
    }
}
