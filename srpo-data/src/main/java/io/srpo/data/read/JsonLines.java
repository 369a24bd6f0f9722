package io.srpo.data.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of one JSON object a line. Blank lines are skipped, a byte order mark and Windows line ends are tolerated; every fault names file and line. Numbers
 * with a point are kept exactly as written; {@code NaN} and {@code Infinity}, which Python writes, are read.
 */
public final class JsonLines {
    /** Exact decimals, Python's non-numbers, and nothing after the object. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private JsonLines() {}

    /**
     * All rows of a file, in order; at least one.
     *
     * @throws SrpoException (input) when the file is missing, empty, not UTF-8, or a line is not a JSON object
     */
    public static List<Row> read(Path file) {
        List<Row> rows = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            throw SrpoException.input("there is no file " + file + "; give the path of a JSONL file");
        }
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int line = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                if (line == 1 && text.startsWith("\uFEFF")) {
                    text = text.substring(1);
                }
                if (!text.isBlank()) {
                    rows.add(row(file, line, text));
                }
            }
        } catch (CharacterCodingException e) {
            throw SrpoException.input(
                    file + " is not UTF-8 text (after line " + lastLine(rows) + "); save it as UTF-8", e);
        } catch (IOException e) {
            throw SrpoException.input("cannot read " + file + ": " + e.getMessage(), e);
        }
        if (rows.isEmpty()) {
            throw SrpoException.input(file + " is empty; it must hold one JSON object a line");
        }
        return rows;
    }

    /**
     * One line of a file, or of standard input.
     *
     * @param file named in faults only
     * @throws SrpoException (input) when the text is not a JSON object
     */
    public static Row row(Path file, int line, String text) {
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            long column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw SrpoException.input(
                    file + ":" + line + ": not valid JSON at column " + column + ": " + firstSentence(e), e);
        }
        if (node instanceof ObjectNode object) {
            return new Row(file, line, object);
        }
        String hint = text.stripLeading().startsWith("[") ? "; a list must be written as one object a line" : "";
        throw SrpoException.input(file + ":" + line + ": must be a JSON object, like {\"question\": ..}" + hint);
    }

    private static String firstSentence(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static int lastLine(List<Row> rows) {
        return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).line();
    }
}
