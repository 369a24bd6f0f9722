package io.srpo.verify.sandbox;

import java.io.IOException;

/** Where processes behind a wall come from and go to. Thread-safe. */
public interface SandboxPool extends AutoCloseable {
    /** A process for one candidate, waiting while too many run; goes back with {@link #release}. */
    SandboxProcess take() throws IOException, InterruptedException;

    /** A process beside those for candidates: not waited for, not counted, closed by whoever asked for it. */
    SandboxProcess raise() throws IOException;

    void release(SandboxProcess process);

    @Override
    void close();
}
