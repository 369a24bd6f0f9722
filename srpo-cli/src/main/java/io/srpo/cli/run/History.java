package io.srpo.cli.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Output;
import io.srpo.core.SrpoException;
import io.srpo.data.ledger.Decision;
import io.srpo.data.ledger.Ledger;
import io.srpo.data.ledger.LedgerReader;
import io.srpo.data.ledger.RolloutRow;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a run's decisions out of its ledger: by epoch, of one epoch, or the whole fate of one prompt. */
@Command(name = "history", description = "What resampling kept, dropped, brought back, and why.")
public final class History implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run's folder, such as runs/demo.")
    private Path run = Path.of("");

    @Option(
            names = "--epoch",
            paramLabel = "N",
            description = "Every decision at the end of this epoch, counted from 0.")
    private @Nullable Integer epoch;

    @Option(names = "--task", paramLabel = "ID", description = "All that happened to one prompt, with its answers.")
    private @Nullable String task;

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path file = run.resolve("ledger.duckdb");
        if (!Files.isRegularFile(file)) {
            throw SrpoException.input("there is no run in " + run + ": it has no ledger.duckdb");
        }
        try (Ledger ledger = Ledger.openToRead(file)) {
            LedgerReader reader = ledger.read();
            PrintWriter out = output.words(spec);
            List<Decision> decisions;
            if (task != null) {
                decisions = reader.decisionsOf(task);
                List<RolloutRow> answers = reader.rolloutsOf(task);
                if (answers.isEmpty() && decisions.isEmpty()) {
                    throw SrpoException.input("the run in " + run + " knows no task \"" + task + "\"");
                }
                answers(answers, out);
                each(decisions, out);
            } else if (epoch != null) {
                decisions = reader.decisionsOfEpoch(epoch);
                if (decisions.isEmpty()) {
                    out.println("nothing was decided at the end of epoch " + epoch);
                }
                each(decisions, out);
            } else {
                decisions = reader.decisions();
                byEpoch(decisions, out);
            }
            out.flush();
            output.result(spec, json(decisions));
        }
        return 0;
    }

    /** How often each thing was decided, epoch by epoch, and what was decided about the run. */
    private static void byEpoch(List<Decision> decisions, PrintWriter out) {
        if (decisions.isEmpty()) {
            out.println("nothing has been decided yet; the first epoch has not ended");
            return;
        }
        Map<Integer, List<Decision>> epochs = decisions.stream()
                .collect(Collectors.groupingBy(d -> d.at().epoch(), TreeMap::new, Collectors.toList()));
        epochs.forEach((number, decided) -> {
            Map<String, Long> counts = decided.stream()
                    .filter(d -> d.taskId() != null)
                    .collect(Collectors.groupingBy(Decision::kind, TreeMap::new, Collectors.counting()));
            String words = counts.entrySet().stream()
                    .map(e -> e.getValue() + " " + e.getKey().replace('_', ' '))
                    .collect(Collectors.joining(", "));
            out.printf("epoch %d (stage %s): %s%n", number, decided.get(0).at().stage(), words.isEmpty() ? "-" : words);
            decided.stream()
                    .filter(d -> d.taskId() == null)
                    .forEach(d -> out.printf(
                            "  %s before step %d: %s%n", d.kind().replace('_', ' '), d.at().step(), d.reason()));
        });
        out.println("--epoch N tells of each prompt, --task ID of one prompt and its answers.");
    }

    private static void each(List<Decision> decisions, PrintWriter out) {
        for (Decision decision : decisions) {
            out.printf(
                    "epoch %d, step %d  %-13s %s: %s%n",
                    decision.at().epoch(),
                    decision.at().step(),
                    decision.kind().replace('_', ' '),
                    decision.taskId() == null ? "the run" : decision.taskId(),
                    decision.reason());
        }
    }

    private static void answers(List<RolloutRow> answers, PrintWriter out) {
        for (RolloutRow row : answers) {
            String text = row.rollout().text().replace("\n", "\n      ");
            out.printf(
                    "step %d, answer %d: %s (%s), reward %.3f%n      %s%n",
                    row.at().step(),
                    row.rollout().sample(),
                    row.verdict().outcome().name().toLowerCase(java.util.Locale.ROOT),
                    row.verdict().reason(),
                    row.reward().total(),
                    text);
        }
    }

    private static ObjectNode json(List<Decision> decisions) {
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        ArrayNode list = json.putArray("decisions");
        for (Decision decision : decisions) {
            list.addObject()
                    .put("epoch", decision.at().epoch())
                    .put("step", decision.at().step())
                    .put("stage", decision.at().stage())
                    .put("id", decision.taskId())
                    .put("kind", decision.kind())
                    .put("reason", decision.reason());
        }
        return json;
    }
}
