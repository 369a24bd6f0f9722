package io.srpo.core.reward;

/**
 * A verdict in the form in which a ledger keeps it for later use.
 *
 * @param key a digest of all that the verdict depends on: the verifier's version, what was judged, the tests, the limits, what it ran on
 * @param version the verifier's, as {@link Verifier#version} has it; a verdict of another version is never used
 * @param status a word of the verifier's own: {@code passed}, {@code compile_error}, ...
 * @param passed tests passed, 0 to total
 * @param reason one sentence for a person
 */
public record KeptVerdict(String key, String version, String status, int passed, int total, String reason) {}
