package io.srpo.verify.code;

/**
 * The verdict on one candidate.
 *
 * @param passed tests passed, 0 to total
 * @param total tests there are
 * @param reason one sentence for a person; empty only when passed
 * @param millis from the candidate's start to its verdict, waiting for a sandbox not counted
 */
public record CodeResult(Status status, int passed, int total, String reason, long millis) {}
