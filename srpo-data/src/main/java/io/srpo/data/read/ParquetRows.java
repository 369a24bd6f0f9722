package io.srpo.data.read;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** Rows of a Parquet file, read by DuckDB and streamed; a row's line is its place in the file. */
final class ParquetRows implements RowSource {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final Connection connection;
    private final Statement statement;
    private final ResultSet rows;
    private int line;

    ParquetRows(Path file) {
        this.file = file;
        Connection opened = null;
        try {
            Properties streaming = new Properties();
            streaming.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
            opened = DriverManager.getConnection("jdbc:duckdb:", streaming);
            connection = opened;
            statement = connection.createStatement();
            statement.execute("SET threads = 1");
            statement.execute("SET memory_limit = '1GB'");
            String quoted = file.toAbsolutePath().toString().replace("'", "''");
            rows = statement.executeQuery(
                    "SELECT CAST(to_json(t) AS VARCHAR) FROM read_parquet('" + quoted + "') AS t");
        } catch (SQLException e) {
            closeQuietly(opened);
            throw broken(e);
        }
    }

    private static void closeQuietly(@Nullable Connection opened) {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (SQLException e) {
            // What went wrong before is what is told.
            return;
        }
    }

    static boolean is(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    @Override
    public @Nullable Item next() {
        try {
            if (!rows.next()) {
                return null;
            }
            line++;
            String json = rows.getString(1);
            try {
                return new Item.Good(JsonLines.row(file, line, json));
            } catch (SrpoException e) {
                return new Item.Bad(line, "the row cannot be written as JSON");
            }
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private SrpoException broken(SQLException e) {
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return SrpoException.input(
                "cannot read " + file + " as Parquet" + (line > 0 ? " after row " + line : "") + ": " + why
                        + "; the file may be cut short, fetch it again",
                e);
    }

    @Override
    public void close() {
        try (connection;
                statement) {
            rows.close();
        } catch (SQLException e) {
            throw broken(e);
        }
    }
}
