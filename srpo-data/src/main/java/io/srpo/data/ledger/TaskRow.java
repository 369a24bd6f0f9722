package io.srpo.data.ledger;

/**
 * What the ledger knows of a problem besides its answers.
 *
 * @param set the held-out set that it is in; empty for a practice problem
 * @param source where it comes from, empty when not known
 * @param difficulty as the source names it, empty when not known
 */
public record TaskRow(String taskId, String set, String domain, String source, String difficulty) {}
