package io.srpo.data.generate;

/**
 * One way of answering a problem.
 *
 * @param think what stands between the think tags; may be empty
 * @param answer what stands between the answer tags
 * @param right whether the answer is right
 */
public record Attempt(String think, String answer, boolean right) {}
