package io.srpo.data.read;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Comma- or tab-separated values as RFC 4180 writes them: a header, quotes around what holds separators, quotes or line ends, quotes inside doubled. An empty
 * cell is a missing value; one that is written as JSON writes numbers is a number.
 */
final class CsvRows implements RowSource {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,399})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,199})(\\.\\d{1,199})?([eE][+-]?\\d{1,4})?");

    private final Path file;
    private final TextLines lines;
    private final char separator;
    private final List<String> header;

    CsvRows(Path file, TextLines lines, char separator) throws IOException {
        this.file = file;
        this.lines = lines;
        this.separator = separator;
        TextLines.Line first = lines.next();
        List<String> names = first == null || first.text() == null
                ? null
                : record(first.text()).cells();
        if (first != null && names == null) {
            throw SrpoException.input(file + ":1: the header cannot be read: "
                    + (first.fault() == null ? "a quote is not closed" : first.fault()));
        }
        header = names == null ? List.of() : names;
    }

    /** @param cells null when a quote was still open at the end */
    private record Parsed(@Nullable List<String> cells) {}

    @Override
    public @Nullable Item next() {
        try {
            for (TextLines.Line line = lines.next(); line != null; line = lines.next()) {
                if (line.text() == null) {
                    return new Item.Bad(line.number(), String.valueOf(line.fault()));
                }
                if (!line.text().isBlank()) {
                    return item(line.number(), record(line.text()).cells());
                }
            }
            return null;
        } catch (IOException e) {
            throw RowFiles.unreadable(file, e);
        }
    }

    private Item item(int number, @Nullable List<String> cells) {
        if (cells == null) {
            return new Item.Bad(number, "a quote opened in this row is not closed before the file ends");
        }
        if (cells.size() != header.size()) {
            return new Item.Bad(number, "the row has " + cells.size() + " cells, but the header " + header.size());
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.size(); i++) {
            put(row, header.get(i), cells.get(i));
        }
        return new Item.Good(new Row(file, number, row));
    }

    private static void put(ObjectNode row, String name, String cell) {
        if (cell.isEmpty()) {
            return;
        }
        if (WHOLE.matcher(cell).matches()) {
            row.put(name, new BigInteger(cell));
        } else if (DECIMAL.matcher(cell).matches()) {
            row.put(name, new BigDecimal(cell));
        } else {
            row.put(name, cell);
        }
    }

    /** One record, which goes on over the next lines while a quote is open. */
    private Parsed record(String first) throws IOException {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        String text = first;
        boolean quoted = false;
        long length = first.length();
        while (true) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (quoted) {
                    if (c != '"') {
                        cell.append(c);
                    } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                        cell.append(c);
                        i++;
                    } else {
                        quoted = false;
                    }
                } else if (c == '"' && cell.length() == 0) {
                    quoted = true;
                } else if (c == separator) {
                    cells.add(cell.toString());
                    cell.setLength(0);
                } else {
                    cell.append(c);
                }
            }
            if (!quoted) {
                cells.add(cell.toString());
                return new Parsed(cells);
            }
            TextLines.Line more = lines.next();
            if (more == null || more.text() == null || length > TextLines.LONGEST) {
                return new Parsed(null);
            }
            cell.append('\n');
            text = more.text();
            length += text.length();
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw RowFiles.unreadable(file, e);
        }
    }
}
