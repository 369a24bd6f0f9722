package io.srpo.cli.frame;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/**
 * What a person reads when a command fails: the message of an expected failure in one line, one sentence and a crash file for an unexpected
 * one. {@code --debug} adds the stack trace to either.
 */
public final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        int status = report(failure, command, err);
        if (debug(parsed)) {
            failure.printStackTrace(err);
        }
        err.flush();
        return status;
    }

    /** Hands errors on as failures too: without memory or native libraries nobody is helped by a stack trace. */
    public static final class Told implements IExecutionStrategy {
        private final IExecutionStrategy last = new CommandLine.RunLast();

        @Override
        public int execute(ParseResult parsed) {
            try {
                return last.execute(parsed);
            } catch (OutOfMemoryError | LinkageError e) {
                List<CommandLine> commands = parsed.asCommandLineList();
                throw new ExecutionException(commands.get(commands.size() - 1), String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** Tells of memory that ran out before there was a command. */
    public static void tell(OutOfMemoryError error, PrintStream err) {
        MemoryShortage.behind(error)
                .ifPresent(shortage -> err.println("srpo: " + shortage.what() + "; " + help(shortage, "")));
    }

    private static int report(Exception failure, CommandLine command, PrintWriter err) {
        Optional<MemoryShortage> shortage = MemoryShortage.behind(failure);
        if (shortage.isPresent()) {
            err.println("srpo: " + shortage.get().what() + "; " + help(shortage.get(), command.getCommandName()));
            return 1;
        }
        if (failure instanceof SrpoException expected) {
            err.println("srpo: " + expected.getMessage());
            return expected.category().exitStatus();
        }
        if (failure instanceof UncheckedIOException || failure instanceof IOException) {
            err.println("srpo: reading or writing failed: " + describe(failure));
            return 1;
        }
        err.println("srpo: " + command.getCommandName() + " met a fault of the program itself (" + describe(failure)
                + "); " + saved(failure, command));
        return 1;
    }

    private static String help(MemoryShortage shortage, String command) {
        String less = command.equals("sft")
                ? "lower microBatchTokens or batch, or set checkpointing=true, with --set, and go on with --resume"
                : "free memory, or ask for less at once";
        return shortage.heap() ? MemoryShortage.largerHeap() + ", or " + less : less;
    }

    private static String describe(Exception failure) {
        String message = failure.getMessage();
        return failure.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
    }

    private static String saved(Exception failure, CommandLine command) {
        StringBuilder text = new StringBuilder("srpo ")
                .append(Version.text())
                .append(", Java ")
                .append(Runtime.version());
        text.append(", ").append(System.getProperty("os.name")).append(' ').append(System.getProperty("os.arch"));
        text.append("\ncommand: ").append(command.getCommandName()).append('\n');
        for (Throwable at = failure; at != null; at = at.getCause()) {
            text.append(at).append('\n');
            for (StackTraceElement frame : at.getStackTrace()) {
                text.append("    at ").append(frame).append('\n');
            }
        }
        try {
            String time =
                    LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
            Path file = Files.createTempFile("srpo-crash-" + time + "-", ".txt");
            Files.writeString(file, text, StandardCharsets.UTF_8);
            return "please report it with " + file;
        } catch (IOException e) {
            return "run it again with --debug to see where";
        }
    }

    private static boolean debug(ParseResult parsed) {
        for (ParseResult at = parsed; at != null; at = at.hasSubcommand() ? at.subcommand() : null) {
            if (at.hasMatchedOption("--debug")) {
                return true;
            }
        }
        return false;
    }
}
