package io.srpo.data.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file.
 *
 * @param line counted from 1
 * @param columns the object; must not be changed
 */
public record Row(Path file, int line, ObjectNode columns) {
    /** Whether the column is there and not null. */
    public boolean has(String column) {
        return columns.hasNonNull(column);
    }

    boolean hasAll(String... names) {
        for (String name : names) {
            if (!has(name)) {
                return false;
            }
        }
        return true;
    }

    boolean isText(String column) {
        return columns.path(column).isTextual();
    }

    /** @throws SrpoException (input) when the column is missing or null */
    public JsonNode require(String column) {
        JsonNode value = columns.get(column);
        if (value == null || value.isNull()) {
            throw fault("\"" + column + "\" is missing");
        }
        return value;
    }

    /** A column's text, not blank. @throws SrpoException (input) when it is something else */
    public String text(String column) {
        JsonNode value = require(column);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw fault("\"" + column + "\" must be text that is not blank");
        }
        return value.textValue();
    }

    /** A column's text, or a number written as a person would: 43.0 is "43". @throws SrpoException (input) when it is something else */
    public String scalar(String column) {
        String text = Scalars.text(require(column));
        if (text == null || text.isBlank()) {
            throw fault("\"" + column + "\" must be a number or text that is not blank");
        }
        return text;
    }

    /** A text or a number, or null when the column is missing or something else. */
    @Nullable
    String optional(String column) {
        JsonNode value = columns.get(column);
        String text = value == null ? null : Scalars.text(value);
        return text == null || text.isBlank() ? null : text;
    }

    /** A column that holds JSON, directly or (as several published sets have it) written into a string. */
    JsonNode json(String column) {
        JsonNode value = require(column);
        return value.isTextual() ? parse(column, value.textValue()) : value;
    }

    JsonNode parse(String column, String text) {
        try {
            return JsonLines.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw fault("\"" + column + "\" is a string that should hold JSON, but: " + e.getOriginalMessage());
        }
    }

    /** The file's name without its endings. */
    String stem() {
        return RowFiles.stem(file);
    }

    /** A fault of this line, for a person. */
    public SrpoException fault(String what) {
        return SrpoException.input(file + ":" + line + ": " + what);
    }
}
