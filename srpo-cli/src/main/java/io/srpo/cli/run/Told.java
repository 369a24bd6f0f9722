package io.srpo.cli.run;

import io.srpo.train.evaluate.Score;
import io.srpo.train.loop.Outcome;
import io.srpo.train.loop.StageOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run came to, in plain words. */
final class Told {
    private Told() {}

    static List<String> of(Outcome outcome, Path folder) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %d steps, %d answers drawn, %s",
                outcome.complete() ? "done" : outcome.reason(),
                outcome.state().step(),
                outcome.state().rollouts(),
                Watch.duration(outcome.state().seconds())));
        for (StageOutcome stage : outcome.stages()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  stage %s: %d steps, ended by %s; %d prompts were solved and dropped",
                    stage.name(),
                    stage.steps(),
                    stage.endedBy(),
                    stage.dropped()));
        }
        for (Score after : outcome.after()) {
            outcome.before().stream()
                    .filter(before ->
                            before.set().equals(after.set()) && before.domain().equals(after.domain()))
                    .findFirst()
                    .ifPresent(before -> lines.add(String.format(
                            Locale.ROOT,
                            "  held-out %s (%s): pass@1 %.1f%% before, %.1f%% after",
                            after.domain(),
                            after.set(),
                            100 * before.passAt1(),
                            100 * after.passAt1())));
        }
        lines.add("  the report: " + folder.resolve("report.html"));
        return lines;
    }
}
