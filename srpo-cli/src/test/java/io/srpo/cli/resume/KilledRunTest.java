package io.srpo.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The promise of {@code --resume}: a real run, killed at moments that it cannot foresee and resumed each time, comes to the same ledger, metrics (but times),
 * weights and optimizer as the run left alone, bit for bit. A run is killed again and again until it gets to its end; then another one is begun.
 */
class KilledRunTest {
    private static final Logger LOG = LoggerFactory.getLogger(KilledRunTest.class);

    @TempDir
    Path folder;

    private Path config = Path.of("");
    private Path temporary = Path.of("");

    @Test
    void killedAtTwentyMomentsARunIsTheRunLeftAlone() throws IOException, SQLException {
        killed(20, 6);
    }

    /** {@code ./mvnw -pl srpo-cli -am test -Dsrpo.tests=slow -Dgroups=slow -Dtest=KilledRunTest -Dsurefire.failIfNoSpecifiedTests=false} */
    @Test
    @Tag("slow")
    void killedAtTwoHundredMomentsARunIsTheRunLeftAlone() throws IOException, SQLException {
        killed(Integer.getInteger("srpo.kills", 200), 60);
    }

    private void killed(int moments, long seed) throws IOException, SQLException {
        config = TinyRun.write(folder);
        temporary = ChildRun.folder(folder, "tmp");
        assertThat(finish(folder.resolve("alone"))).isZero();
        RunContent alone = RunContent.of(folder.resolve("alone"));
        assertThat(alone.decisions()).anyMatch(row -> row.contains("dropped"));
        assertThat(alone.verdicts()).isNotEmpty();

        Random random = new Random(seed);
        List<String> struck = new ArrayList<>();
        for (int n = 0; struck.size() < moments; n++) {
            Path run = folder.resolve("killed-" + n);
            boolean goesOn = true;
            while (goesOn && struck.size() < moments) {
                Moment moment = Moment.draw(struck.size(), random);
                try (ChildRun child = start(run)) {
                    goesOn = moment.strike(child, run);
                    if (goesOn) {
                        struck.add(moment.toString());
                        LOG.info("kill {} of run {}: {}; {}", struck.size(), n, moment, last(child));
                    } else {
                        assertThat(child.end()).as(child.lines().toString()).isZero();
                    }
                }
            }
            if (goesOn) {
                assertThat(finish(run)).isZero();
            }
            RunContent content = RunContent.of(run);
            String when = "run " + n + ", killed " + struck;
            same(when + ", answers", content.rollouts(), alone.rollouts());
            same(when + ", decisions", content.decisions(), alone.decisions());
            same(when + ", evaluations", content.evaluations(), alone.evaluations());
            same(when + ", kept verdicts", content.verdicts(), alone.verdicts());
            same(when + ", metrics", content.metrics(), alone.metrics());
            assertThat(content).as(when).isEqualTo(alone);
        }
    }

    /** The first row that differs says more than all of them. */
    private static void same(String what, List<?> rows, List<?> expected) {
        for (int i = 0; i < Math.min(rows.size(), expected.size()); i++) {
            assertThat((Object) rows.get(i)).as(what + ", row " + i).isEqualTo(expected.get(i));
        }
        assertThat(rows.size()).as(what).isEqualTo(expected.size());
    }

    private int finish(Path run) {
        try (ChildRun child = start(run)) {
            int status = child.end();
            if (status != 0) {
                throw new AssertionError(String.join("\n", child.lines()));
            }
            return status;
        }
    }

    /** Begins the run, or goes on with it once there is one. */
    private ChildRun start(Path run) {
        String[] begin = {"train", config.toString(), "--run", run.toString()};
        String[] goOn = {"train", config.toString(), "--run", run.toString(), "--resume"};
        return ChildRun.start(temporary, Files.exists(run.resolve("config.yaml")) ? goOn : begin);
    }

    private static String last(ChildRun child) {
        List<String> lines = child.lines();
        return lines.isEmpty() ? "before its first word" : "its last word: " + lines.get(lines.size() - 1);
    }
}
