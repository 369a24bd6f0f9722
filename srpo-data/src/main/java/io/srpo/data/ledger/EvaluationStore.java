package io.srpo.data.ledger;

import io.srpo.core.SrpoException;
import io.srpo.core.reward.Verdict;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Every completion and verdict of one evaluation, in {@code answers.duckdb} of a folder: table {@code answers}, one row an answer, for anyone's SQL. Answers
 * are added a few questions at a time, each time whole, so that an evaluation that was stopped goes on where it was. Not thread-safe.
 */
public final class EvaluationStore implements AutoCloseable {
    private static final String FILE = "answers.duckdb";
    private static final String[] TABLES = {
        "CREATE TABLE IF NOT EXISTS spec (spec VARCHAR NOT NULL)",
        "CREATE TABLE IF NOT EXISTS answers (evaluation VARCHAR NOT NULL, domain VARCHAR NOT NULL, task_id VARCHAR NOT NULL,"
                + " sample INTEGER NOT NULL, question VARCHAR NOT NULL, gold VARCHAR NOT NULL, response VARCHAR NOT NULL,"
                + " tokens INTEGER NOT NULL, truncated BOOLEAN NOT NULL, outcome VARCHAR NOT NULL, credit DOUBLE NOT NULL,"
                + " reason VARCHAR NOT NULL, extracted VARCHAR)",
        "CREATE TABLE IF NOT EXISTS parts (seconds DOUBLE NOT NULL)"
    };

    private final Path folder;
    private final DuckDBConnection connection;

    private EvaluationStore(Path folder, DuckDBConnection connection) {
        this.folder = folder;
        this.connection = connection;
    }

    /**
     * Begins an evaluation, or goes on with it.
     *
     * @param spec all that decides the answers; an evaluation can go on only as what it began as
     * @throws SrpoException (input) when the folder holds another evaluation, (resource) when it cannot be written
     */
    public static EvaluationStore open(Path folder, String spec) {
        try {
            Files.createDirectories(folder);
            EvaluationStore store = connect(folder);
            String before = store.spec();
            if (before == null) {
                try (PreparedStatement insert = store.connection.prepareStatement("INSERT INTO spec VALUES (?)")) {
                    insert.setString(1, spec);
                    insert.executeUpdate();
                }
            } else if (!before.equals(spec)) {
                store.close();
                throw SrpoException.input(folder + " holds another evaluation (" + before
                        + "); name another folder, or ask for the same again to go on with it");
            }
            return store;
        } catch (IOException | SQLException e) {
            throw SrpoException.resource("cannot keep answers in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** What the folder's evaluation began as; null where none has. @throws SrpoException (resource) when it cannot be read */
    public static @Nullable String begunAs(Path folder) {
        if (!Files.isRegularFile(folder.resolve(FILE))) {
            return null;
        }
        try (EvaluationStore store = connect(folder)) {
            return store.spec();
        } catch (SQLException e) {
            throw SrpoException.resource("cannot read answers in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** An evaluation made before. @throws SrpoException (input) when there is none */
    public static EvaluationStore read(Path folder) {
        if (!Files.isRegularFile(folder.resolve(FILE))) {
            throw SrpoException.input(folder + " holds no evaluation; give the folder that ./srpo eval --run made");
        }
        try {
            return connect(folder);
        } catch (SQLException e) {
            throw SrpoException.input("cannot read " + folder.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }

    private static EvaluationStore connect(Path folder) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve(FILE));
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
        return new EvaluationStore(folder, (DuckDBConnection) connection);
    }

    private @Nullable String spec() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT spec FROM spec")) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** Ids of the questions whose answers are here. */
    public Set<String> done() {
        Set<String> ids = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT task_id FROM answers")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Adds all answers to some questions, together or not at all.
     *
     * @param tasks by id, for their gold answers
     * @param seconds that drawing and judging took
     */
    public void add(List<EvaluationRow> rows, Map<String, Task> tasks, double seconds) {
        try {
            connection.setAutoCommit(false);
            try (DuckDBAppender out = connection.createAppender("answers")) {
                for (EvaluationRow row : rows) {
                    append(out, row, tasks.get(row.taskId()));
                }
                out.flush();
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO parts VALUES (?)")) {
                insert.setDouble(1, seconds);
                insert.executeUpdate();
            }
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void append(DuckDBAppender out, EvaluationRow row, @Nullable Task task) throws SQLException {
        Verdict verdict = row.verdict();
        out.beginRow()
                .append(row.set())
                .append(row.domain())
                .append(row.taskId())
                .append(row.sample());
        out.append(row.question()).append(task == null ? "" : gold(task)).append(row.response());
        out.append(row.tokens()).append(row.truncated());
        out.append(verdict.outcome().name().toLowerCase(Locale.ROOT))
                .append(verdict.credit())
                .append(verdict.reason());
        String extracted = verdict.extracted();
        if (extracted == null) {
            out.appendNull();
        } else {
            out.append(extracted);
        }
        out.endRow();
    }

    private static String gold(Task task) {
        if (task.reference() instanceof Reference.Answer answer) {
            return answer.gold();
        }
        return task.reference() instanceof Reference.Custom custom ? custom.payload() : "";
    }

    /** All answers, in the order they were added. */
    public List<EvaluationRow> rows() {
        List<EvaluationRow> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT evaluation, domain, task_id, sample, question, response, tokens, truncated, outcome, credit,"
                                + " reason, extracted FROM answers ORDER BY rowid")) {
            while (rows.next()) {
                Verdict verdict = new Verdict(
                        Verdict.Outcome.valueOf(rows.getString(9).toUpperCase(Locale.ROOT)),
                        rows.getDouble(10),
                        rows.getString(11),
                        rows.getString(12));
                all.add(new EvaluationRow(
                        0,
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getInt(4),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getInt(7),
                        rows.getBoolean(8),
                        verdict));
            }
            return all;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Seconds that drawing and judging took, over all parts. */
    public double seconds() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(sum(seconds), 0) FROM parts")) {
            return row.next() ? row.getDouble(1) : 0;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Writes the answers to {@code answers.parquet} beside. */
    public Path toParquet() {
        Path file = folder.resolve("answers.parquet");
        try (Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT * FROM answers ORDER BY rowid) TO '"
                    + file.toString().replace("'", "''") + "' (FORMAT parquet)");
            return file;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private SrpoException failed(SQLException e) {
        return SrpoException.resource("answers in " + folder + " cannot be kept or read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
