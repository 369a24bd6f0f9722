package io.srpo.core.reward;

/**
 * A response as it is judged: the prompt's pre-filled beginning and what the model wrote.
 *
 * @param text prefill and generated text together
 * @param truncated whether it was cut at the limit
 * @param tokens generated tokens
 * @param maxTokens the limit in force
 */
public record Response(String text, boolean truncated, int tokens, int maxTokens) {
    public static Response of(String text) {
        return new Response(text, false, 0, Integer.MAX_VALUE);
    }
}
