package io.srpo.core.reward;

import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;

/** Port to what decides whether an answer is right. Thread-safe: many answers are judged at once. */
public interface Verifier extends AutoCloseable {
    Domain domain();

    /** Judges one response; never throws for what a model wrote. */
    Verdict verify(Task task, Response response);

    /** Name and version: a changed one never shares old verdicts. */
    String version();

    @Override
    default void close() {}
}
