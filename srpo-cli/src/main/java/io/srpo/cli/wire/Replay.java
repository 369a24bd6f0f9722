package io.srpo.cli.wire;

import io.srpo.core.SrpoException;
import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.Objective;
import io.srpo.core.objective.Update;
import io.srpo.data.ledger.Ledger;
import io.srpo.data.ledger.LedgerReader;
import io.srpo.data.ledger.RolloutRow;
import io.srpo.train.config.RunConfig;
import io.srpo.train.config.StageSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Repeats the update of a batch that was set aside, whole and then each prompt's group by itself, from the same weights and optimizer. Nothing of the run changes. */
public final class Replay {
    private Replay() {}

    /**
     * What an update came to.
     *
     * @param what the task whose group it was; "all" for the whole batch
     * @param update null when it was not finite
     * @param fault why it was not; empty when it was
     */
    public record Part(String what, int rollouts, @Nullable Update update, String fault) {}

    /** @throws SrpoException (input) when nothing was set aside in the run's folder */
    public static List<Part> of(Path run) {
        Batch batch = SetAside.read(run);
        RunConfig config = RunConfig.reload(run.resolve("config.yaml"));
        long step;
        String stage;
        try (Ledger ledger = Ledger.openToRead(run.resolve("ledger.duckdb"))) {
            LedgerReader reader = ledger.read();
            step = reader.lastStep();
            List<RolloutRow> rows = reader.rolloutsOfStep(step);
            stage = rows.isEmpty() ? "" : rows.get(0).at().stage();
        }
        Objective objective = config.objective().loss(maxTokens(config, stage));
        try (TrainedPolicy trained = TrainedPolicy.open(config, null)) {
            List<Part> parts = new ArrayList<>();
            parts.add(repeat(trained, run, "all", batch, objective, step));
            for (Batch.GroupSamples group : batch.groups()) {
                Batch alone = new Batch(List.of(group), batch.totalTokens(), batch.totalRollouts());
                parts.add(repeat(trained, run, group.taskId(), alone, objective, step));
            }
            return parts;
        }
    }

    private static Part repeat(
            TrainedPolicy trained, Path run, String what, Batch batch, Objective objective, long step) {
        trained.restore(SetAside.folder(run));
        int rollouts = batch.groups().stream()
                .mapToInt(group -> group.samples().size())
                .sum();
        try {
            return new Part(what, rollouts, trained.learner().update(batch, objective, step), "");
        } catch (SrpoException e) {
            if (e.category() != SrpoException.Category.INTERNAL) {
                throw e;
            }
            return new Part(what, rollouts, null, String.valueOf(e.getMessage()));
        }
    }

    private static int maxTokens(RunConfig config, String stage) {
        StageSpec spec = config.stages().stream()
                .filter(candidate -> candidate.name().equals(stage))
                .findFirst()
                .orElse(config.stages().get(0));
        return config.rollout().sampling(spec).maxTokens();
    }
}
