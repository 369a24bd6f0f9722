package io.srpo.verify.domain;

import io.srpo.core.reward.Verdict;
import io.srpo.core.task.Task;

/**
 * What a user writes for a domain of their own: decides whether an answer is right. The answer has been found already, at the places that the
 * configuration's {@code prompt.answer} names.
 *
 * <p>The task's reference is a {@link io.srpo.core.task.Reference.Custom}: the {@code answer} column of its row, text as it is, anything else as JSON.
 * An implementation is public, has a public constructor without parameters, keeps no state between calls, and is called from several threads.
 * It sees what a model wrote, so it has to come to an end on any text; what it throws counts as not judged, and is reported.
 */
@FunctionalInterface
public interface DomainCheck {
    /**
     * Judges one answer.
     *
     * @param answer not blank, at most 100,000 characters
     */
    Verdict check(Task task, String answer);

    /** Name and version: a changed one never shares old verdicts. The class's name and 1 without it. */
    default String version() {
        return getClass().getName() + " 1";
    }
}
