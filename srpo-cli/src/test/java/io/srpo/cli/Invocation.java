package io.srpo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.cli.frame.JsonLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command run within this JVM, as {@code ./srpo} would run it. */
public record Invocation(int status, String out, String err) {
    public static Invocation of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Srpo.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int status = line.execute(args);
        return new Invocation(status, out.toString(), err.toString());
    }

    /** The object on the last line of standard output. */
    public JsonNode json() {
        try {
            return JsonLines.MAPPER.readTree(
                    out.lines().reduce((first, second) -> second).orElse(""));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the last line of the output is not JSON: " + out, e);
        }
    }
}
