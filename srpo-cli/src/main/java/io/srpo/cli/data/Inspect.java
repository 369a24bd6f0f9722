package io.srpo.cli.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Output;
import io.srpo.core.SrpoException;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;
import io.srpo.data.curate.Inspection;
import io.srpo.data.curate.Inspection.Found;
import io.srpo.data.curate.Lengths;
import io.srpo.data.read.TaskJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a file of tasks holds. */
@Command(
        name = "inspect",
        description =
                "Counts, lengths, answer kinds, languages, faults and samples of a file of tasks. Changes nothing.")
final class Inspect implements Callable<Integer> {
    private static final int SHOWN = 200;

    @Parameters(paramLabel = "FILE", description = "JSONL, JSON, CSV or Parquet, packed or not.")
    private Path file = Path.of("");

    @Option(names = "--domain", paramLabel = "NAME", description = "By the file's layout without it.")
    private @Nullable String domain;

    @Option(
            names = "--field",
            paramLabel = "WHAT=KEY",
            description = "Which key holds what, such as question=input answer=target.",
            arity = "1..*")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(
            names = "--tokenizer",
            paramLabel = "MODEL",
            description = "A model's folder, or bundled, to count tokens with; an estimate without it.")
    private @Nullable String tokenizer;

    @Option(names = "--no-verify", description = "Do not ask the verifier whether it accepts the gold answers.")
    private boolean unverified;

    @Option(names = "--page", paramLabel = "FILE.html", description = "Writes what was found as a page, too.")
    private @Nullable Path page;

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        RowsLine line = new RowsLine(spec.commandLine().getErr());
        try (VerifierChecks checks = new VerifierChecks(!unverified, false, tokenizer)) {
            Found found = Inspection.of(file, domain == null ? null : new Domain(domain), fields, checks, line);
            line.end();
            tell(found);
            if (page != null) {
                write(page, InspectionPage.of(file, tokenizer != null, found));
            }
            output.result(spec, json(found));
        }
        return 0;
    }

    private static void write(Path page, String html) {
        try {
            Files.writeString(page, html);
        } catch (IOException e) {
            throw SrpoException.resource(
                    "cannot write " + page + " (" + e.getMessage() + "); name another file with --page", e);
        }
    }

    private void tell(Found found) {
        PrintWriter out = output.words(spec);
        out.printf("%s: %d rows%n", file, found.rows());
        counts(out, "domain", found.domains());
        counts(out, "answer", found.answers());
        counts(out, "language", found.languages());
        found.labels().forEach((label, values) -> counts(out, label, values));
        lengths(out, tokenizer == null ? "question, tokens (estimated)" : "question, tokens", found.questionTokens());
        if (found.answerTokens().count() > 0) {
            lengths(out, "answer", found.answerTokens());
        }
        out.println(found.faults().isEmpty() ? "no faults found" : "faults and what curation would look at:");
        found.faults().forEach((kind, count) -> {
            out.printf("  %-18s %d%n", kind, count);
            found.faultSamples().getOrDefault(kind, List.of()).forEach(sample -> out.println("      " + brief(sample)));
        });
        out.println("samples:");
        for (Task task : found.samples()) {
            out.println("  " + brief(TaskJson.format(task).toString()));
        }
        out.flush();
    }

    private static void counts(PrintWriter out, String what, Map<String, Integer> counts) {
        StringBuilder line = new StringBuilder();
        counts.forEach((value, count) -> line.append(line.length() == 0 ? "" : ", ")
                .append(value)
                .append(' ')
                .append(count));
        out.printf("  %-10s %s%n", what, line);
    }

    private static void lengths(PrintWriter out, String what, Lengths lengths) {
        out.printf(
                "  %s: mean %.0f, half up to %d, 90%% up to %d, 99%% up to %d, longest %d%n",
                what,
                lengths.mean(),
                lengths.quantile(0.5),
                lengths.quantile(0.9),
                lengths.quantile(0.99),
                lengths.longest());
    }

    private static String brief(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + " ...";
    }

    private ObjectNode json(Found found) {
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("file", file.toString()).put("rows", found.rows());
        json.set("domains", JsonLines.MAPPER.valueToTree(found.domains()));
        json.set("answers", JsonLines.MAPPER.valueToTree(found.answers()));
        json.set("languages", JsonLines.MAPPER.valueToTree(found.languages()));
        json.set("labels", JsonLines.MAPPER.valueToTree(found.labels()));
        Lengths lengths = found.questionTokens();
        json.putObject("question_tokens")
                .put("mean", lengths.mean())
                .put("p50", lengths.quantile(0.5))
                .put("p90", lengths.quantile(0.9))
                .put("p99", lengths.quantile(0.99))
                .put("max", lengths.longest());
        json.set("faults", JsonLines.MAPPER.valueToTree(found.faults()));
        json.set("fault_samples", JsonLines.MAPPER.valueToTree(found.faultSamples()));
        ArrayNode samples = json.putArray("samples");
        found.samples().forEach(task -> samples.add(TaskJson.format(task)));
        return json;
    }
}
