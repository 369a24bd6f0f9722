package io.srpo.data.generate;

import io.srpo.core.rollout.RandomStream;
import io.srpo.core.task.Task;

/**
 * A problem, and the knowledge of how to answer it well and badly.
 *
 * @param canonical the problem's content, freed of wording; decides the split
 * @param author writes answers to it
 */
public record GeneratedProblem(Task task, Level level, String canonical, Author author) {
    public Split split() {
        return Split.ofContent(canonical);
    }

    /** Writes an answer in a given style. */
    @FunctionalInterface
    public interface Author {
        /** @param hastyRight how often an answer in {@link Style#HASTY} is right */
        Attempt write(Style style, double hastyRight, RandomStream random);
    }
}
