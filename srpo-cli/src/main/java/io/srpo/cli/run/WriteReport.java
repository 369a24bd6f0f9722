package io.srpo.cli.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Output;
import io.srpo.core.SrpoException;
import io.srpo.train.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a run's report again, or one with a second run laid over the first. */
@Command(
        name = "report",
        description = {
            "Writes a run's report.html again from what is in its folder.",
            "With a second run, its curves are laid over the first one's and its figures stand beside them."
        })
public final class WriteReport implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", arity = "1..2", description = "The run's folder, and the one to lay over it.")
    private List<Path> runs = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file to write; RUN/report.html without it, or RUN/report-and-NAME.html for two runs.")
    private @Nullable Path out;

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path run = runs.get(0);
        if (runs.size() == 1 && out != null) {
            throw SrpoException.usage("--out goes with two runs; the report of one run lies in its folder");
        }
        Path written;
        if (runs.size() == 1) {
            written = Report.write(run);
        } else {
            Path name = runs.get(1).toAbsolutePath().normalize().getFileName();
            Path file = out == null ? run.resolve("report-and-" + name + ".html") : out;
            written = Report.write(run, runs.get(1), file);
        }
        output.words(spec).println("the report: " + written);
        output.words(spec).flush();
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        output.result(spec, json.put("report", written.toString()));
        return 0;
    }
}
