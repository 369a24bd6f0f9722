package io.srpo.data.ledger;

import java.util.List;

/** What a model is good and bad at: problems by domain, source and difficulty. A ledger of a version that kept no problems has none. */
final class Abilities {
    private static final String KEPT = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'tasks'";

    /** Each problem at its first and at its last time; answers that could not be judged count as nothing. */
    private static final String ROWS = """
            WITH shares AS (
              SELECT task_id, '' AS set, step, avg((outcome = 'right')::INT) AS share FROM rollouts
                WHERE outcome <> 'unjudged' GROUP BY task_id, step
              UNION ALL
              SELECT task_id, evaluation AS set, step, avg((outcome = 'right')::INT) AS share FROM evaluations
                WHERE outcome <> 'unjudged' GROUP BY task_id, evaluation, step),
            ends AS (
              SELECT task_id, set, arg_min(share, step) AS first, arg_max(share, step) AS last FROM shares GROUP BY task_id, set)
            SELECT set <> '', domain, source, difficulty, count(*), avg(first), avg(last)
            FROM ends JOIN tasks USING (task_id, set)
            GROUP BY set <> '', domain, source, difficulty
            ORDER BY 1 DESC, domain, source, difficulty
            """;

    private Abilities() {}

    static List<AbilityRow> of(LedgerReader ledger) {
        if (ledger.query(KEPT, r -> r.getInt(1)).get(0) == 0) {
            return List.of();
        }
        return ledger.query(
                ROWS,
                r -> new AbilityRow(
                        r.getBoolean(1),
                        r.getString(2),
                        r.getString(3),
                        r.getString(4),
                        r.getInt(5),
                        r.getDouble(6),
                        r.getDouble(7)));
    }
}
