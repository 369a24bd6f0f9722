package io.srpo.cli.wire;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;
import io.srpo.train.config.ConfigChanges;
import io.srpo.train.config.RunConfig;
import io.srpo.train.loop.Machinery;
import io.srpo.train.loop.Outcome;
import io.srpo.train.loop.RunPlan;
import io.srpo.train.loop.StopSignals;
import io.srpo.train.loop.TrainListener;
import io.srpo.train.loop.Trainer;
import io.srpo.train.prompt.PromptTemplate;
import io.srpo.train.report.Report;
import io.srpo.train.run.DurableFiles;
import io.srpo.train.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run with everything it works with, from its configuration to its report. */
public final class WiredRun {
    private static final Logger LOG = LoggerFactory.getLogger(WiredRun.class);

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
        if (resume) {
            lookAtChanges();
        }
        RunPlan plan = RunPlan.of(config);
        try (RunDirectory directory = resume ? RunDirectory.open(folder) : RunDirectory.create(folder)) {
            Outcome outcome = train(plan, directory, listener, new StopSignals(stopAsked, folder));
            Report.write(folder);
            return outcome;
        } catch (RuntimeException | OutOfMemoryError e) {
            ShortOfMemory.tellInstead(e, config, folder);
            throw e;
        }
    }

    /** When it returns, the memory of policy and optimizer is free again. */
    private Outcome train(RunPlan plan, RunDirectory directory, TrainListener listener, StopSignals stop) {
        try (TrainedPolicy trained = TrainedPolicy.open(config, folder)) {
            Machinery machinery = machinery(config, plan, trained);
            RunConfig measured = config.withDtype(trained.policy().dtype().word());
            directory.write("config.yaml", measured.toYaml());
            if (!Files.exists(folder.resolve("manifest.json"))) {
                directory.write("manifest.json", Manifest.of(measured));
            }
            Outcome outcome = train(new Trainer(plan, machinery, directory, listener, stop));
            if (outcome.complete()) {
                DurableFiles.replaceFolder(directory.model(), trained.policy()::save);
            }
            return outcome;
        }
    }

    /** A run that fails leaves a report of how far it came; the failure is what the user is told. */
    private Outcome train(Trainer trainer) {
        try {
            return trainer.run(resume);
        } catch (SrpoException e) {
            try {
                Report.write(folder);
            } catch (RuntimeException unreported) {
                e.addSuppressed(unreported);
            }
            throw e;
        }
    }

    /**
     * What a trainer works with; its verifiers are open.
     *
     * @throws SrpoException (input) when a prompt does not fit the model
     */
    static Machinery machinery(RunConfig config, RunPlan plan, TrainedPolicy trained) {
        PromptTemplate template = PromptTemplate.of(config.prompt(), Models.chat(trained.policy()));
        PromptLengths.check(plan, trained.policy(), template);
        return new Machinery(
                trained.policy().rolloutEngine(),
                trained.learner(),
                trained,
                Verifiers.of(domains(plan), config.prompt(), config.sandbox(), config.verifiers()),
                template,
                Verifiers.workers(config.sandbox()));
    }

    /** A run goes on as what it was; what changes about it is said. */
    private void lookAtChanges() {
        Path own = folder.resolve("config.yaml");
        if (Files.isRegularFile(own)) {
            ConfigChanges changes = ConfigChanges.between(RunConfig.reload(own), config);
            changes.insistOnSameRun();
            if (!changes.altering().isEmpty()) {
                LOG.warn(
                        "changed since the run began: {}; from here on it is another run than it would have been",
                        String.join(", ", changes.altering()));
            }
        }
        Manifest.insistOnSameFiles(folder.resolve("manifest.json"), config);
    }

    private static Set<Domain> domains(RunPlan plan) {
        Set<Domain> domains = new HashSet<>();
        plan.tasks().values().forEach(task -> domains.add(task.domain()));
        plan.evaluations().forEach(set -> set.tasks().stream().map(Task::domain).forEach(domains::add));
        return domains;
    }
}
