package io.srpo.data.ledger;

import io.srpo.core.SrpoException;
import io.srpo.core.reward.Judged;
import io.srpo.core.reward.KeptVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/**
 * A run's ledger: what was drawn, how it was judged, what was decided. Each call that writes is one transaction and is on the disk when the call returns; a
 * process killed in between loses nothing written before. A resumed run first cuts the ledger back to its checkpoint's step, then writes the same rows again.
 *
 * <p>One process at a time may write. Not thread-safe.
 */
public final class Ledger implements AutoCloseable {
    /** What DuckDB's appender puts before the reason. */
    private static final Pattern APPENDER = Pattern.compile("^Appender error, .*message: ");

    private final Path file;
    private final DuckDBConnection connection;

    private Ledger(Path file, boolean readOnly) {
        this.file = file;
        this.connection = connect(file, readOnly);
    }

    /** Opens a ledger for writing, a new one when there is no file. @throws SrpoException (resource) when another process has it open */
    public static Ledger open(Path file) {
        Ledger ledger = new Ledger(file, false);
        ledger.transaction(() -> {
            try (Statement statement = ledger.connection.createStatement()) {
                for (String table : Schema.TABLES) {
                    statement.execute(table);
                }
            }
        });
        return ledger;
    }

    /**
     * Opens a ledger for reading.
     *
     * @throws SrpoException (input) when there is no such file, (resource) when a run is writing it
     */
    public static Ledger openToRead(Path file) {
        if (!Files.isRegularFile(file)) {
            throw SrpoException.input("there is no ledger " + file + "; give the folder of a run");
        }
        return new Ledger(file, true);
    }

    /** Writes one step's rollouts with their verdicts and rewards. */
    public void append(At at, List<Judged> groups) {
        append(at, groups, List.of());
    }

    /**
     * Writes one step's rollouts with their verdicts and rewards.
     *
     * @param kept verdicts that may be used again; one whose key is here already is not written twice
     */
    public void append(At at, List<Judged> groups, List<KeptVerdict> kept) {
        transaction(() -> {
            Appends.rollouts(connection, at, groups);
            KeptVerdicts.append(connection, at.step(), kept);
        });
    }

    /** Writes decisions, in this order. */
    public void decide(List<Decision> decisions) {
        transaction(() -> Appends.decisions(connection, decisions));
    }

    /** Writes one decision. */
    public void decide(Decision decision) {
        decide(List.of(decision));
    }

    /** Writes the answers of an evaluation, in place of any that were there for the same step and set. */
    public void evaluate(long step, String set, List<EvaluationRow> rows) {
        evaluate(step, set, rows, List.of());
    }

    /** As {@link #evaluate(long, String, List)}, and writes verdicts that may be used again. */
    public void evaluate(long step, String set, List<EvaluationRow> rows, List<KeptVerdict> kept) {
        transaction(() -> {
            Appends.evaluation(connection, step, set, rows);
            KeptVerdicts.append(connection, step, kept);
        });
    }

    /** Writes what is known of the run's problems, in place of what was there. */
    public void describe(List<TaskRow> tasks) {
        transaction(() -> Appends.tasks(connection, tasks));
    }

    /** Forgets everything of later steps than this one, as a resume needs it. Calling it again changes nothing. */
    public void cutBackTo(long step) {
        transaction(() -> {
            for (String table : Schema.NAMES) {
                try (var delete = connection.prepareStatement("DELETE FROM " + table + " WHERE step > ?")) {
                    delete.setLong(1, step);
                    delete.executeUpdate();
                }
            }
        });
    }

    /**
     * Reads every value once, so that a byte that the disk has changed is noticed before a run goes on.
     *
     * @throws SrpoException (resource) saying what can be done about the damage
     */
    public void check() {
        for (String table : Schema.NAMES) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT bit_xor(hash(t)) FROM " + table + " t");
            } catch (SQLException e) {
                throw Damage.of(file, e);
            }
        }
    }

    /** Questions to the ledger. */
    public LedgerReader read() {
        return new LedgerReader(file, connection);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw SrpoException.resource("cannot close the ledger " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes of one transaction. */
    @FunctionalInterface
    private interface Writes {
        void run() throws SQLException;
    }

    private void transaction(Writes writes) {
        try {
            connection.setAutoCommit(false);
            writes.run();
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            giveUp(e);
            throw unwritten(e);
        } catch (RuntimeException e) {
            giveUp(e);
            throw e;
        }
    }

    /** Rolls back; after some faults DuckDB refuses even that, and then the first fault is the one to tell. */
    private void giveUp(Exception because) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private SrpoException unwritten(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return damaged(message)
                ? Damage.of(file, e)
                : SrpoException.resource(
                        "cannot write the ledger " + file + ": "
                                + APPENDER.matcher(message.lines().findFirst().orElse(""))
                                        .replaceFirst("")
                                + "; nothing of this step was written: free space on that disk and go on with --resume",
                        e);
    }

    static boolean damaged(String message) {
        return message.contains("checksum") || message.contains("orrupt");
    }

    private static DuckDBConnection connect(Path file, boolean readOnly) {
        Properties settings = new Properties();
        settings.setProperty("duckdb.read_only", String.valueOf(readOnly));
        settings.setProperty("memory_limit", "1GB");
        settings.setProperty("threads", "2");
        settings.setProperty("autoinstall_known_extensions", "false");
        try {
            DuckDBConnection connection = DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath(), settings)
                    .unwrap(DuckDBConnection.class);
            UnpackedLibrary.forget();
            return connection;
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("set lock")) {
                throw SrpoException.resource(
                        "the ledger " + file + " is in use by a running process; wait for the run to end, or stop it",
                        e);
            }
            throw damaged(message) && Files.isRegularFile(file)
                    ? Damage.of(file, e)
                    : SrpoException.input("cannot open " + file + " as a ledger: " + message, e);
        }
    }
}
