package io.srpo.core.task;

/** What an answer is held against. */
public sealed interface Reference {
    /** The right answer of a math task, as text (a number, LaTeX). */
    record Answer(String gold) implements Reference {}

    /** The tests that a code task's answer has to pass. */
    record Code(Language language, Tests tests) implements Reference {}

    /** The reference of a domain that a user adds; only its verifier reads it. */
    record Custom(String payload) implements Reference {}
}
