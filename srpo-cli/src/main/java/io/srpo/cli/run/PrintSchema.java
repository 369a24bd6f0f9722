package io.srpo.cli.run;

import io.srpo.train.config.PublishedSchema;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the schema of a configuration. */
@Command(
        name = "schema",
        description = {
            "The JSON schema of a configuration, with every key, its meaning and its default.",
            "Editors take it: # yaml-language-server: $schema=srpo-config.schema.json"
        })
public final class PrintSchema implements Callable<Integer> {
    @Parameters(
            paramLabel = "KIND",
            arity = "0..1",
            description = "train (without it) or sft: whose configuration.",
            defaultValue = "TRAIN")
    private PublishedSchema kind = PublishedSchema.TRAIN;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(kind.text());
        out.flush();
        return 0;
    }
}
