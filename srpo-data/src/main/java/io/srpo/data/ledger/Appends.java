package io.srpo.data.ledger;

import io.srpo.core.reward.Judged;
import io.srpo.core.reward.Verdict;
import io.srpo.core.rollout.Rollout;
import io.srpo.core.task.Task;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Rows into the tables, through DuckDB's appender; each method inside the caller's transaction. The appender is flushed by hand: its {@code close} swallows what
 * goes wrong.
 */
final class Appends {
    private Appends() {}

    static void rollouts(DuckDBConnection connection, At at, List<Judged> groups) throws SQLException {
        try (DuckDBAppender out = connection.createAppender("rollouts")) {
            for (int place = 0; place < groups.size(); place++) {
                Judged group = groups.get(place);
                for (Judged.Answer answer : group.answers()) {
                    rollout(out, at, place, group, answer);
                }
            }
            out.flush();
        }
    }

    private static void rollout(DuckDBAppender out, At at, int place, Judged group, Judged.Answer answer)
            throws SQLException {
        Task task = group.group().prompt().task();
        Rollout rollout = answer.rollout();
        out.beginRow().append(at.step()).append(at.stage()).append(at.epoch()).append(place);
        out.append(task.id()).append(task.domain().name()).append(rollout.sample());
        out.append(group.group().prompt().text()).append(rollout.text()).append(rollout.tokens().length);
        out.append(word(rollout.ending()));
        verdict(out, answer.verdict());
        out.append(answer.reward().total()).append(answer.reward().parts());
        out.append(boxed(rollout.tokens())).append(boxed(rollout.logProbs())).append(rollout.lossFrom());
        out.endRow();
    }

    static void decisions(DuckDBConnection connection, List<Decision> decisions) throws SQLException {
        long seq = 0;
        try (Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery("SELECT coalesce(max(seq), 0) FROM decisions")) {
            if (last.next()) {
                seq = last.getLong(1);
            }
        }
        try (DuckDBAppender out = connection.createAppender("decisions")) {
            for (Decision decision : decisions) {
                At at = decision.at();
                out.beginRow()
                        .append(++seq)
                        .append(at.step())
                        .append(at.stage())
                        .append(at.epoch());
                text(out, decision.taskId());
                out.append(decision.kind()).append(decision.reason()).endRow();
            }
            out.flush();
        }
    }

    static void evaluation(DuckDBConnection connection, long step, String set, List<EvaluationRow> rows)
            throws SQLException {
        try (var delete = connection.prepareStatement("DELETE FROM evaluations WHERE step = ? AND evaluation = ?")) {
            delete.setLong(1, step);
            delete.setString(2, set);
            delete.executeUpdate();
        }
        try (DuckDBAppender out = connection.createAppender("evaluations")) {
            for (EvaluationRow row : rows) {
                out.beginRow().append(step).append(set).append(row.domain()).append(row.taskId());
                out.append(row.sample()).append(row.question()).append(row.response());
                out.append(row.tokens()).append(row.truncated());
                verdict(out, row.verdict());
                out.endRow();
            }
            out.flush();
        }
    }

    static void tasks(DuckDBConnection connection, List<TaskRow> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM tasks");
        }
        try (DuckDBAppender out = connection.createAppender("tasks")) {
            for (TaskRow row : rows) {
                out.beginRow().append(row.taskId()).append(row.set()).append(row.domain());
                out.append(row.source()).append(row.difficulty()).endRow();
            }
            out.flush();
        }
    }

    private static void verdict(DuckDBAppender out, Verdict verdict) throws SQLException {
        out.append(word(verdict.outcome())).append(verdict.credit()).append(verdict.reason());
        text(out, verdict.extracted());
    }

    private static void text(DuckDBAppender out, @Nullable String text) throws SQLException {
        if (text == null) {
            out.appendNull();
        } else {
            out.append(text);
        }
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<Integer> boxed(int[] values) {
        List<Integer> all = new ArrayList<>(values.length);
        for (int value : values) {
            all.add(value);
        }
        return all;
    }

    private static List<Float> boxed(float[] values) {
        List<Float> all = new ArrayList<>(values.length);
        for (float value : values) {
            all.add(value);
        }
        return all;
    }
}
