package io.srpo.data.ledger;

import java.util.List;

/**
 * The ledger's tables. No column holds a time or a duration, so two runs that did the same have the same rows. {@code place} is a prompt's place in its step's
 * batch, which orders visits as they were made. {@code verdicts} holds those that may be used again, each with the step that first needed it.
 */
final class Schema {
    /** Those that grow with the steps. */
    static final List<String> NAMES = List.of("rollouts", "decisions", "evaluations", "verdicts");

    static final String[] TABLES = {"""
        CREATE TABLE IF NOT EXISTS rollouts (
          step BIGINT NOT NULL, stage VARCHAR NOT NULL, epoch INTEGER NOT NULL, place INTEGER NOT NULL,
          task_id VARCHAR NOT NULL, domain VARCHAR NOT NULL, sample INTEGER NOT NULL,
          prompt VARCHAR NOT NULL, response VARCHAR NOT NULL, tokens INTEGER NOT NULL, ending VARCHAR NOT NULL,
          outcome VARCHAR NOT NULL, credit DOUBLE NOT NULL, reason VARCHAR NOT NULL, extracted VARCHAR,
          reward DOUBLE NOT NULL, parts MAP(VARCHAR, DOUBLE) NOT NULL,
          token_ids INTEGER[] NOT NULL, log_probs FLOAT[] NOT NULL, loss_from INTEGER NOT NULL)
        """, """
        CREATE TABLE IF NOT EXISTS decisions (
          seq BIGINT NOT NULL, step BIGINT NOT NULL, stage VARCHAR NOT NULL, epoch INTEGER NOT NULL,
          task_id VARCHAR, kind VARCHAR NOT NULL, reason VARCHAR NOT NULL)
        """, """
        CREATE TABLE IF NOT EXISTS evaluations (
          step BIGINT NOT NULL, evaluation VARCHAR NOT NULL, domain VARCHAR NOT NULL, task_id VARCHAR NOT NULL,
          sample INTEGER NOT NULL, question VARCHAR NOT NULL, response VARCHAR NOT NULL, tokens INTEGER NOT NULL,
          truncated BOOLEAN NOT NULL, outcome VARCHAR NOT NULL, credit DOUBLE NOT NULL, reason VARCHAR NOT NULL,
          extracted VARCHAR)
        """, """
        CREATE TABLE IF NOT EXISTS tasks (
          task_id VARCHAR NOT NULL, set VARCHAR NOT NULL, domain VARCHAR NOT NULL, source VARCHAR NOT NULL,
          difficulty VARCHAR NOT NULL)
        """, """
        CREATE TABLE IF NOT EXISTS verdicts (
          step BIGINT NOT NULL, key VARCHAR NOT NULL, version VARCHAR NOT NULL, status VARCHAR NOT NULL,
          passed INTEGER NOT NULL, total INTEGER NOT NULL, reason VARCHAR NOT NULL)
        """};

    private Schema() {}
}
