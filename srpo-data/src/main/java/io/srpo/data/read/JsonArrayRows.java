package io.srpo.data.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One JSON array of objects, read object by object. After text that is no JSON nothing more can be read. */
final class JsonArrayRows implements RowSource {
    /** What follows an object is the next one, so it is not looked at with it. */
    private static final ObjectMapper MAPPER =
            JsonLines.MAPPER.copy().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path file;
    private final JsonParser parser;
    private boolean ended;

    JsonArrayRows(Path file, InputStream in) throws IOException {
        this.file = file;
        this.parser = MAPPER.createParser(in);
        parser.nextToken();
    }

    @Override
    public @Nullable Item next() {
        if (ended) {
            return null;
        }
        try {
            JsonToken token = parser.nextToken();
            int line = parser.currentTokenLocation().getLineNr();
            if (token == JsonToken.END_ARRAY) {
                ended = true;
                return parser.nextToken() == null ? null : new Item.Bad(line, "something follows the end of the array");
            }
            if (token == null) {
                ended = true;
                return new Item.Bad(line, "the array is not closed; the file seems cut short");
            }
            JsonNode node = parser.readValueAsTree();
            return node instanceof ObjectNode object
                    ? new Item.Good(new Row(file, line, object))
                    : new Item.Bad(line, "the array must hold objects, like {\"question\": ..}");
        } catch (JsonProcessingException e) {
            ended = true;
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            return new Item.Bad(
                    line,
                    "not valid JSON, so the rest of the array cannot be read: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw RowFiles.unreadable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw RowFiles.unreadable(file, e);
        }
    }
}
