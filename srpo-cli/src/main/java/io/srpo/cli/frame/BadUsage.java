package io.srpo.cli.frame;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be read: one sentence, what was perhaps meant, and where help is. */
public final class BadUsage implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException fault, String[] args) {
        CommandLine command = fault.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("srpo: " + fault.getMessage() + suggestion(fault));
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return 2;
    }

    private static String suggestion(ParameterException fault) {
        if (fault instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            return near.isEmpty()
                    ? ""
                    : "; did you mean " + String.join(" or ", near.subList(0, Math.min(2, near.size()))) + "?";
        }
        return "";
    }
}
