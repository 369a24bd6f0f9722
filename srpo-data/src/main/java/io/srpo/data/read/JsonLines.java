package io.srpo.data.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import java.nio.file.Path;

/**
 * One JSON object a line. Numbers with a point are kept exactly as written; {@code NaN} and {@code Infinity}, which Python writes, are read; every fault
 * names file and line.
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
}
