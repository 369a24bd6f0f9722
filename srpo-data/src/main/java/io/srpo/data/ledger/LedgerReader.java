package io.srpo.data.ledger;

import io.srpo.core.SrpoException;
import io.srpo.core.reward.KeptVerdict;
import io.srpo.core.reward.Reward;
import io.srpo.core.reward.Verdict;
import io.srpo.core.rollout.Rollout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the ledger tells. Every answer is in the order in which it was written. */
public final class LedgerReader {
    private static final String VISITS = """
            SELECT step, any_value(stage), any_value(epoch), task_id, any_value(domain),
              count(*) FILTER (outcome = 'right' AND ending <> 'length'),
              count(*) FILTER (outcome = 'wrong' OR (outcome = 'right' AND ending = 'length')),
              count(*) FILTER (outcome = 'unjudged'), count(*) FILTER (ending = 'length'),
              coalesce(max(credit) FILTER (outcome <> 'unjudged'), 0.0)
            FROM rollouts GROUP BY step, place, task_id ORDER BY step, place
            """;

    private final Path file;
    private final Connection connection;

    LedgerReader(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Every visit of every prompt, to rebuild a history from; counted as {@link io.srpo.core.history.Visit#of} counts: cut is wrong. */
    public List<VisitRow> visits() {
        return query(
                VISITS,
                r -> new VisitRow(
                        at(r),
                        r.getString(4),
                        r.getString(5),
                        r.getInt(6),
                        r.getInt(7),
                        r.getInt(8),
                        r.getInt(9),
                        r.getDouble(10)));
    }

    /** Verdicts that may be used again, in the order in which they were made. */
    public List<KeptVerdict> verdicts() {
        return KeptVerdicts.of(this);
    }

    /** All decisions. */
    public List<Decision> decisions() {
        return decisions("");
    }

    /** The decisions of one epoch. */
    public List<Decision> decisionsOfEpoch(int epoch) {
        return decisions("WHERE epoch = ?", epoch);
    }

    /** The decisions about one prompt. */
    public List<Decision> decisionsOf(String taskId) {
        return decisions("WHERE task_id = ?", taskId);
    }

    private List<Decision> decisions(String where, Object... values) {
        return query(
                "SELECT step, stage, epoch, task_id, kind, reason FROM decisions " + where + " ORDER BY seq",
                r -> new Decision(at(r), r.getString(4), r.getString(5), r.getString(6)),
                values);
    }

    /** Every answer to one prompt. */
    public List<RolloutRow> rolloutsOf(String taskId) {
        return rollouts("task_id = ?", taskId);
    }

    /** Every answer of one step. */
    public List<RolloutRow> rolloutsOfStep(long step) {
        return rollouts("step = ?", step);
    }

    /**
     * Right answers to a prompt, none of them cut, that are young enough to be replayed.
     *
     * @param fromStep the oldest step still allowed
     */
    public List<RolloutRow> rightAnswers(String taskId, long fromStep) {
        return rollouts("task_id = ? AND step >= ? AND outcome = 'right' AND ending <> 'length'", taskId, fromStep);
    }

    /** The problems that were drawn, in the order of their first visit. */
    public List<PromptRow> prompts() {
        return query(
                "SELECT task_id, any_value(domain), arg_max(prompt, step) FROM rollouts GROUP BY task_id ORDER BY min((step, place))",
                r -> new PromptRow(r.getString(1), r.getString(2), r.getString(3)));
    }

    /** Characters of all answers together, when no answer is taken longer than this. */
    public long characters(int longest) {
        return query(
                        "SELECT coalesce(sum(least(length(response), ?)), 0)::BIGINT FROM rollouts",
                        r -> r.getLong(1),
                        longest)
                .get(0);
    }

    /**
     * Every answer of the run, one after the other; none is held on to, so a run of any length can be walked through.
     *
     * @param longest characters of an answer that are read
     */
    public void samples(int longest, Consumer<SampleRow> taken) {
        query(
                "SELECT step, stage, epoch, task_id, sample, left(response, ?), tokens, ending, outcome, reason, reward,"
                        + " map_keys(parts), map_values(parts) FROM rollouts ORDER BY step, place, sample",
                r -> {
                    taken.accept(new SampleRow(
                            at(r),
                            r.getString(4),
                            r.getInt(5),
                            r.getString(6),
                            r.getInt(7),
                            r.getString(8).equals("length"),
                            r.getString(9),
                            r.getString(10),
                            r.getDouble(11),
                            parts(r, 12)));
                    return null;
                },
                longest);
    }

    private List<RolloutRow> rollouts(String where, Object... values) {
        return query(
                "SELECT step, stage, epoch, task_id, domain, prompt, sample, response, ending, outcome, credit, reason,"
                        + " extracted, reward, map_keys(parts), map_values(parts), token_ids, log_probs, loss_from FROM rollouts WHERE "
                        + where
                        + " ORDER BY step, place, sample",
                LedgerReader::rollout,
                values);
    }

    /** The answers of one evaluation. */
    public List<EvaluationRow> evaluation(long step, String set) {
        return evaluations("step = ? AND evaluation = ?", step, set);
    }

    /** The answers of one evaluation to one problem. */
    public List<EvaluationRow> evaluationOf(long step, String set, String taskId) {
        return evaluations("step = ? AND evaluation = ? AND task_id = ?", step, set, taskId);
    }

    /** How each problem of an evaluation came out, in the order in which they were asked; no text is read. */
    public List<EvaluationTally> evaluationTallies(long step, String set) {
        return query(
                "SELECT domain, task_id, count(*) FILTER (outcome = 'right'), count(*) FILTER (outcome = 'wrong'),"
                        + " count(*) FROM evaluations WHERE step = ? AND evaluation = ?"
                        + " GROUP BY domain, task_id ORDER BY min(rowid)",
                r -> new EvaluationTally(r.getString(1), r.getString(2), r.getInt(3), r.getInt(4), r.getInt(5)),
                step,
                set);
    }

    private List<EvaluationRow> evaluations(String where, Object... values) {
        return query(
                "SELECT step, evaluation, domain, task_id, sample, question, response, tokens, truncated, outcome,"
                        + " credit, reason, extracted FROM evaluations WHERE " + where + " ORDER BY rowid",
                r -> new EvaluationRow(
                        r.getLong(1),
                        r.getString(2),
                        r.getString(3),
                        r.getString(4),
                        r.getInt(5),
                        r.getString(6),
                        r.getString(7),
                        r.getInt(8),
                        r.getBoolean(9),
                        verdict(r, 10)),
                values);
    }

    /** The steps at which a set was evaluated, ascending; the first and the last tell what was before and after. */
    public List<Long> evaluatedSteps(String set) {
        return query(
                "SELECT DISTINCT step FROM evaluations WHERE evaluation = ? ORDER BY step", r -> r.getLong(1), set);
    }

    /** The names of the sets that were evaluated, in alphabetical order. */
    public List<String> evaluatedSets() {
        return query("SELECT DISTINCT evaluation FROM evaluations ORDER BY evaluation", r -> r.getString(1));
    }

    /** Problems by kind, with the share answered right at their first and at their last time; held-out ones first. */
    public List<AbilityRow> abilities() {
        return Abilities.of(this);
    }

    /** The last step with rollouts, 0 when there are none. */
    public long lastStep() {
        return query("SELECT coalesce(max(step), 0) FROM rollouts", r -> r.getLong(1))
                .get(0);
    }

    /** Rollouts written. */
    public long rollouts() {
        return query("SELECT count(*) FROM rollouts", r -> r.getLong(1)).get(0);
    }

    private static At at(ResultSet r) throws SQLException {
        return new At(r.getLong(1), r.getString(2), r.getInt(3));
    }

    private static RolloutRow rollout(ResultSet r) throws SQLException {
        Object[] ids = list(r, 17);
        Object[] logs = list(r, 18);
        int[] tokens = new int[ids.length];
        float[] logProbs = new float[logs.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = ((Number) ids[i]).intValue();
            logProbs[i] = ((Number) logs[i]).floatValue();
        }
        Rollout rollout = new Rollout(
                r.getInt(7),
                tokens,
                logProbs,
                r.getInt(19),
                r.getString(8),
                Rollout.Ending.valueOf(r.getString(9).toUpperCase(Locale.ROOT)));
        return new RolloutRow(
                at(r),
                r.getString(4),
                r.getString(5),
                r.getString(6),
                rollout,
                verdict(r, 10),
                new Reward(r.getDouble(14), parts(r, 15)));
    }

    /** Names in one column, figures in the next. */
    private static Map<String, Double> parts(ResultSet r, int column) throws SQLException {
        Map<String, Double> parts = new LinkedHashMap<>();
        Object[] names = list(r, column);
        Object[] scores = list(r, column + 1);
        for (int i = 0; i < names.length; i++) {
            parts.put((String) names[i], (Double) scores[i]);
        }
        return parts;
    }

    private static Object[] list(ResultSet r, int column) throws SQLException {
        return (Object[]) r.getArray(column).getArray();
    }

    private static Verdict verdict(ResultSet r, int from) throws SQLException {
        return new Verdict(
                Verdict.Outcome.valueOf(r.getString(from).toUpperCase(Locale.ROOT)),
                r.getDouble(from + 1),
                r.getString(from + 2),
                r.getString(from + 3));
    }

    @FunctionalInterface
    interface Reader<T> {
        @Nullable
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, Reader<T> reader, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    T row = reader.read(result);
                    if (row != null) {
                        rows.add(row);
                    }
                }
            }
            return rows;
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            throw Ledger.damaged(message)
                    ? Damage.of(file, e)
                    : SrpoException.resource("cannot read the ledger " + file + ": " + message, e);
        }
    }
}
