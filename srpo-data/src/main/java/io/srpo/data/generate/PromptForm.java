package io.srpo.data.generate;

/**
 * How the bundled policy is shown a problem and writes its answer. The prompt ends inside the opening think tag, so that every completion begins with
 * thinking; the end token is added by whoever trains.
 */
public final class PromptForm {
    /** The end of every prompt, counted as the response's beginning when its format is judged. */
    public static final String PREFILL = "<think>";

    private PromptForm() {}

    /** The prompt's whole text, the prefill included. */
    public static String prompt(String question) {
        return "Question: " + question + "\n" + PREFILL;
    }

    /** What follows the prompt. */
    public static String completion(Attempt attempt) {
        return attempt.think() + "</think><answer>" + attempt.answer() + "</answer>";
    }
}
