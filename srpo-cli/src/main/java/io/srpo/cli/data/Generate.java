package io.srpo.cli.data;

import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Output;
import io.srpo.core.SrpoException;
import io.srpo.core.task.Domain;
import io.srpo.data.generate.Generation;
import io.srpo.data.generate.Level;
import io.srpo.data.generate.Split;
import io.srpo.data.generate.Styles;
import io.srpo.data.tokenize.BundledTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes generated problems, or texts for supervised training made of them. */
@Command(
        name = "generate",
        description = {
            "Generates short math problems, Python functions and countdown games, or texts to learn them from.",
            "The held-out split shares no problem with the train split. Same options, same bytes."
        })
final class Generate implements Callable<Integer> {
    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description =
                    "tasks, sft (prompt and completion), or tokenizer (the bundled policy's, learned from such texts); tasks without it.")
    private String kind = "tasks";

    @Option(
            names = "--domain",
            paramLabel = "NAME",
            split = ",",
            description = "math, code, countdown, or several with a comma; math and code without it.")
    private List<String> domains = new ArrayList<>(List.of("math", "code"));

    @Option(names = "--level", paramLabel = "LEVEL", split = ",", description = "easy, medium, hard; all without it.")
    private List<String> levels = new ArrayList<>(List.of("easy", "medium", "hard"));

    @Option(names = "--split", paramLabel = "SPLIT", description = "train or held-out; train without it.")
    private String split = "train";

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Lines to write; several domains share them. Needed but for a tokenizer.")
    private int count;

    @Option(names = "--seed", paramLabel = "N", description = "7 without it.")
    private long seed = 7;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Written anew.")
    private Path out = Path.of("");

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (kind.equals("tokenizer")) {
            BundledTokenizer.train(seed).save(out);
            output.words(spec).println("a tokenizer of " + BundledTokenizer.VOCABULARY + " tokens in " + out);
            output.words(spec).flush();
            output.result(spec, JsonLines.MAPPER.createObjectNode().put("folder", out.toString()));
            return 0;
        }
        new Generation(
                        kind(),
                        domains.stream().map(Generate::domain).toList(),
                        levels.stream().map(Level::of).toList(),
                        Split.of(split),
                        count,
                        seed,
                        Styles.DEFAULT,
                        out)
                .write();
        output.words(spec).println(count + " lines in " + out);
        output.words(spec).flush();
        output.result(
                spec,
                JsonLines.MAPPER.createObjectNode().put("file", out.toString()).put("lines", count));
        return 0;
    }

    private Generation.Kind kind() {
        for (Generation.Kind known : Generation.Kind.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(kind)) {
                return known;
            }
        }
        throw SrpoException.usage("--kind " + kind + ": use tasks, sft or tokenizer");
    }

    private static Domain domain(String name) {
        if (name.equals("math") || name.equals("code") || name.equals("countdown")) {
            return new Domain(name);
        }
        throw SrpoException.usage("--domain " + name + ": problems are generated for math, code and countdown");
    }
}
