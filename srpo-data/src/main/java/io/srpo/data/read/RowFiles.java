package io.srpo.data.read;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Opens a file of rows: JSON lines, a JSON array, CSV or TSV with a header, Parquet; all but Parquet also gzip- or Zstandard-compressed. What a file is is told by
 * its first bytes, CSV and TSV by the name.
 */
public final class RowFiles {
    private RowFiles() {}

    /** @throws SrpoException (input) when the file is missing or cannot be read */
    public static RowSource open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw SrpoException.input(
                    "there is no file " + file + "; give the path of a JSONL, JSON, CSV or Parquet file");
        }
        try {
            if (ParquetRows.is(file)) {
                return new ParquetRows(file);
            }
            Decompressed in = Decompressed.open(file);
            String name = in.plainName();
            if (name.endsWith(".csv") || name.endsWith(".tsv")) {
                return new CsvRows(file, new TextLines(in.stream()), name.endsWith(".tsv") ? '\t' : ',');
            }
            return in.beginsWith('[')
                    ? new JsonArrayRows(file, in.stream())
                    : new JsonLineRows(file, new TextLines(in.stream()));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * All rows of a file, in order; at least one.
     *
     * @throws SrpoException (input) when the file is missing or empty, or naming the first line that is no row
     */
    public static List<Row> read(Path file) {
        List<Row> rows = new ArrayList<>();
        try (RowSource source = open(file)) {
            for (RowSource.Item item = source.next(); item != null; item = source.next()) {
                if (item instanceof RowSource.Item.Good good) {
                    rows.add(good.row());
                } else if (item instanceof RowSource.Item.Bad bad) {
                    throw SrpoException.input(file + ":" + bad.line() + ": " + bad.what());
                }
            }
        }
        if (rows.isEmpty()) {
            throw SrpoException.input(
                    file + " is empty; it must hold at least one row, such as one JSON object a line");
        }
        return rows;
    }

    static SrpoException unreadable(Path file, Exception e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return SrpoException.input(
                "cannot read " + file + ": " + why.lines().findFirst().orElse(""), e);
    }

    /** A file's name without the endings of its format and compression: {@code train.jsonl.gz} is {@code train}. */
    static String stem(Path file) {
        Path name = file.getFileName();
        String text = name == null ? file.toString() : name.toString();
        text = without(text, ".gz", ".zst", ".zstd");
        return without(text, ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet");
    }

    private static String without(String text, String... endings) {
        for (String ending : endings) {
            if (text.toLowerCase(Locale.ROOT).endsWith(ending) && text.length() > ending.length()) {
                return text.substring(0, text.length() - ending.length());
            }
        }
        return text;
    }
}
