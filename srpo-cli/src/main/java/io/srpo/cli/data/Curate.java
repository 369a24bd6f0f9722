package io.srpo.cli.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Output;
import io.srpo.core.task.Task;
import io.srpo.data.curate.Contamination;
import io.srpo.data.curate.Curation;
import io.srpo.data.curate.CurationResult;
import io.srpo.data.curate.CurationRules;
import io.srpo.data.curate.Filter;
import io.srpo.data.curate.Removal;
import io.srpo.data.read.FileHash;
import io.srpo.data.read.TaskFiles;
import io.srpo.train.config.CurateConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** From several files of tasks one clean one. */
@Command(
        name = "curate",
        description = {
            "Makes one clean file of tasks from several, and tells what each filter removed, with three samples each.",
            "Beside OUT: OUT.removed.jsonl, OUT.report.md, OUT.manifest.json. Same input and configuration, same bytes."
        })
final class Curate implements Callable<Integer> {
    private static final int SHOWN = 160;

    @Parameters(paramLabel = "CONFIG", description = "YAML; see docs/data.md.")
    private Path file = Path.of("");

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides, such as near=0.9 or out=other.jsonl.")
    private List<String> sets = new ArrayList<>();

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        CurateConfig config = CurateConfig.load(file, sets);
        CurationRules rules = config.rules();
        Contamination benchmarks = new Contamination(rules.gram(), rules.contaminationNear());
        Map<Path, String> hashes = new LinkedHashMap<>();
        for (Path benchmark : config.contamination().against()) {
            for (Task task : TaskFiles.read(benchmark, null, Map.of())) {
                benchmarks.add(String.valueOf(benchmark.getFileName()), task);
            }
            hashes.put(benchmark, FileHash.sha256(benchmark));
        }
        RowsLine line = new RowsLine(spec.commandLine().getErr());
        CurateConfig.Filters filters = config.filters();
        try (VerifierChecks checks = new VerifierChecks(
                filters.unverifiable(), filters.solutions(), config.tokens().tokenizer())) {
            CurationResult result =
                    new Curation(config.curationSources(), rules, checks, benchmarks, hashes).run(config.out(), line);
            line.end();
            tell(result, rules);
            output.result(spec, json(result));
        }
        return 0;
    }

    private void tell(CurationResult result, CurationRules rules) {
        PrintWriter out = output.words(spec);
        out.printf("%-18s %9s %8s%n", "filter", "removed", "share");
        for (Filter filter : Filter.values()) {
            int count = result.removed().getOrDefault(filter, 0);
            if (filter != Filter.UNREADABLE && !rules.filters().contains(filter)) {
                out.printf("%-18s %9s%n", filter.label(), "off");
                continue;
            }
            out.printf("%-18s %9d %7.2f%%%n", filter.label(), count, 100.0 * count / Math.max(1, result.rows()));
            for (Removal removal : result.samples().getOrDefault(filter, List.of())) {
                out.printf("    %s:%d %s%n", removal.file().getFileName(), removal.line(), brief(removal.reason()));
                out.printf("        %s%n", brief(removal.question()));
            }
        }
        out.printf(
                "%d rows read, %d kept in %s%n",
                result.rows(), result.written().rows(), result.written().file());
        out.flush();
    }

    private static String brief(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + " ...";
    }

    private static ObjectNode json(CurationResult result) {
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("out", result.written().file().toString());
        json.put("rows", result.rows()).put("kept", result.written().rows());
        ObjectNode removed = json.putObject("removed");
        result.removed().forEach((filter, count) -> removed.put(filter.label(), count));
        return json;
    }
}
