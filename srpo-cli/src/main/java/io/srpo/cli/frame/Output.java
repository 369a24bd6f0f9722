package io.srpo.cli.frame;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where words and results go: with {@code --json} the result is one object on the last line of standard output and words go to standard error. */
public final class Output {
    @Option(names = "--json", description = "Put one JSON object on the last line of standard output.")
    private boolean json;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it, Failures looks at it
    private Debug debug = new Debug();

    public boolean json() {
        return json;
    }

    /** For what a person reads as the command's result. */
    public PrintWriter words(CommandSpec spec) {
        return json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    /** The result for programs; nothing without {@code --json}. */
    public void result(CommandSpec spec, JsonNode result) {
        if (json) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(result);
            out.flush();
        }
    }
}
