package io.srpo.cli.wire;

import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;
import io.srpo.train.config.RunConfig;
import io.srpo.train.loop.Machinery;
import io.srpo.train.loop.Outcome;
import io.srpo.train.loop.RunPlan;
import io.srpo.train.loop.StopSignals;
import io.srpo.train.loop.TrainListener;
import io.srpo.train.loop.Trainer;
import io.srpo.train.prompt.PromptTemplate;
import io.srpo.train.report.Report;
import io.srpo.train.run.RunDirectory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A run with everything it works with, from its configuration to its report. */
public final class WiredRun {
    private final RunConfig config;
    private final Path folder;
    private final boolean resume;

    /** @param resume go on in the folder; otherwise it must not hold a run yet */
    public WiredRun(RunConfig config, Path folder, boolean resume) {
        this.config = config;
        this.folder = folder;
        this.resume = resume;
    }

    /**
     * Trains and writes the report.
     *
     * @param stopAsked true once someone has asked to stop
     */
    public Outcome run(TrainListener listener, BooleanSupplier stopAsked) {
        RunPlan plan = RunPlan.of(config);
        try (RunDirectory directory = resume ? RunDirectory.open(folder) : RunDirectory.create(folder);
                TrainedPolicy trained = TrainedPolicy.open(config, folder)) {
            String dtype = trained.policy().dtype().word();
            directory.write("config.yaml", config.withDtype(dtype).toYaml());
            if (!resume) {
                directory.write("manifest.json", Manifest.of(config.withDtype(dtype)));
            }
            Machinery machinery = new Machinery(
                    trained.policy().rolloutEngine(),
                    trained.learner(),
                    trained,
                    Verifiers.of(domains(plan), config.prompt(), config.sandbox()),
                    PromptTemplate.of(config.prompt(), Models.chat(trained.policy())),
                    Verifiers.workers(config.sandbox()));
            Outcome outcome =
                    new Trainer(plan, machinery, directory, listener, new StopSignals(stopAsked, folder)).run(resume);
            if (outcome.complete()) {
                trained.policy().save(directory.model());
            }
            Report.write(folder);
            return outcome;
        }
    }

    private static Set<Domain> domains(RunPlan plan) {
        Set<Domain> domains = new HashSet<>();
        plan.tasks().values().forEach(task -> domains.add(task.domain()));
        plan.evaluations().forEach(set -> set.tasks().stream().map(Task::domain).forEach(domains::add));
        return domains;
    }
}
