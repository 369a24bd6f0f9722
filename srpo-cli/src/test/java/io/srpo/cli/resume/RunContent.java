package io.srpo.cli.resume;

import com.fasterxml.jackson.core.type.TypeReference;
import io.srpo.cli.frame.JsonLines;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that two equal runs have in common: every row of the ledger with every column, every line of the metrics but for times, and the bits of weights and optimizer.
 */
record RunContent(
        List<String> rollouts,
        List<String> decisions,
        List<String> evaluations,
        List<String> verdicts,
        List<Map<String, Object>> metrics,
        String weights,
        String optimizer) {
    /** A run that has come to its end. */
    static RunContent of(Path run) throws IOException, SQLException {
        return of(run, "model", newest(run.resolve("checkpoints")));
    }

    /** A run as it stood at a checkpoint. */
    static RunContent of(Path run, String checkpoint) throws IOException, SQLException {
        return of(run, checkpoint, run.resolve(checkpoint));
    }

    private static RunContent of(Path run, String weights, Path checkpoint) throws IOException, SQLException {
        Path ledger = run.resolve("ledger.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + ledger)) {
            return new RunContent(
                    rows(connection, "rollouts ORDER BY step, place, sample"),
                    rows(connection, "decisions ORDER BY seq"),
                    rows(connection, "evaluations ORDER BY step, evaluation, rowid"),
                    rows(connection, "verdicts ORDER BY key"),
                    metrics(run.resolve("metrics.jsonl")),
                    hash(run.resolve(weights).resolve("model.safetensors")),
                    hash(checkpoint.resolve("optimizer.bin")));
        }
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COLUMNS(*)::VARCHAR FROM " + table)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int c = 1; c <= columns; c++) {
                    row.append(result.getString(c)).append(" | ");
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private static List<Map<String, Object>> metrics(Path file) throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String text : Files.readAllLines(file)) {
            Map<String, Object> line =
                    JsonLines.MAPPER.readValue(text, new TypeReference<TreeMap<String, Object>>() {});
            line.keySet()
                    .removeIf(key -> key.startsWith("time/") || key.startsWith("speed/") || key.startsWith("memory/"));
            lines.add(line);
        }
        return lines;
    }

    private static Path newest(Path checkpoints) throws IOException {
        try (var list = Files.list(checkpoints)) {
            return list.filter(path -> String.valueOf(path.getFileName()).matches("step-\\d+"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    private static String hash(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return new BigInteger(1, digest).toString(16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
