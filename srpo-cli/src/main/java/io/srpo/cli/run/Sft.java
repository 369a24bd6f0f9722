package io.srpo.cli.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Output;
import io.srpo.cli.wire.EnginePupil;
import io.srpo.train.config.SftConfig;
import io.srpo.train.run.RunDirectory;
import io.srpo.train.sft.Example;
import io.srpo.train.sft.ExampleFiles;
import io.srpo.train.sft.SftTrainer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Supervised training. */
@Command(
        name = "sft",
        description = {
            "Supervised training on lines of {\"prompt\",\"completion\"}, from weights or from a fresh model of a given shape.",
            "The trained model lies in the run's folder under model/."
        })
public final class Sft implements Callable<Integer> {
    @Parameters(paramLabel = "CONFIG", description = "The configuration of the supervised run.")
    private Path config = Path.of("");

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "The run's folder; runs/ and the configuration's name without it.")
    private @Nullable Path run;

    @Option(names = "--resume", description = "Go on from the newest whole checkpoint.")
    private boolean resume;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides a value: optimizer.lr=1e-3.")
    private List<String> sets = new ArrayList<>();

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        SftConfig resolved = SftConfig.load(config, sets);
        Path folder = run == null ? Path.of("runs", Train.name(config)) : run;
        List<Example> examples = ExampleFiles.read(resolved.data());
        Watch watch = new Watch(spec.commandLine().getErr());
        PrintWriter words = output.words(spec);
        try (RunDirectory directory = resume ? RunDirectory.open(folder) : RunDirectory.create(folder);
                EnginePupil pupil = EnginePupil.open(resolved);
                Interrupt interrupt = new Interrupt(() -> watch.line("finishing the step and saving ..."))) {
            directory.write("config.yaml", resolved.toYaml());
            SftTrainer.Schedule schedule = new SftTrainer.Schedule(
                    resolved.batch(),
                    resolved.epochs(),
                    resolved.checkpoint().every(),
                    resolved.checkpoint().keep(),
                    resolved.seed());
            LastLoss last = new LastLoss(watch);
            long steps = new SftTrainer(schedule, pupil, directory, last, interrupt).train(examples, resume);
            boolean complete = Files.isDirectory(directory.model());
            if (complete) {
                words.printf(
                        Locale.ROOT,
                        "done: %d steps, loss %.4f; the model is in %s%n",
                        steps,
                        last.loss(),
                        directory.model());
            } else {
                words.println("stopped after step " + steps + "; go on with: ./srpo sft " + config + " --run " + folder
                        + " --resume");
            }
            words.flush();
            ObjectNode json = JsonLines.MAPPER.createObjectNode();
            json.put("run", folder.toString()).put("steps", steps).put("loss", last.loss());
            json.put("model", directory.model().toString()).put("complete", complete);
            output.result(spec, json);
        }
        return 0;
    }
}
