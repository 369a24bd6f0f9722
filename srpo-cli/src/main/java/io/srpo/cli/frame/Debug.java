package io.srpo.cli.frame;

import picocli.CommandLine.Option;

/** {@code --debug}, which {@link Failures} looks at. */
public final class Debug {
    @Option(names = "--debug", description = "Show the stack trace of a failure.")
    @SuppressWarnings("UnusedVariable") // set by picocli
    private boolean debug;
}
