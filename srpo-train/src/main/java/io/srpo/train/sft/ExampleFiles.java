package io.srpo.train.sft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import io.srpo.train.config.SftConfig.SftData;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Reads examples from JSONL; prompt and completion are written from each line's columns, which are {@code prompt} and {@code completion} where the configuration names no others. */
public final class ExampleFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExampleFiles() {}

    /** @throws SrpoException (input) naming file and line of what is wrong */
    public static List<Example> read(List<SftData> files) {
        List<Example> examples = new ArrayList<>();
        for (SftData data : files) {
            examples.addAll(read(data));
        }
        return examples;
    }

    private static List<Example> read(SftData data) {
        List<Example> examples = new ArrayList<>();
        ColumnText prompt = new ColumnText(data.prompt());
        ColumnText completion = new ColumnText(data.completion());
        try (BufferedReader lines = Files.newBufferedReader(data.file(), StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (data.limit() > 0 && examples.size() == data.limit()) {
                    break;
                }
                if (!line.isBlank()) {
                    String where = data.file() + ":" + number;
                    JsonNode row = row(line.strip(), where);
                    examples.add(new Example(prompt.of(row, where), completion.of(row, where)));
                }
            }
        } catch (MalformedInputException e) {
            throw SrpoException.input(data.file() + " is not a text file in UTF-8; save it as UTF-8", e);
        } catch (IOException e) {
            throw SrpoException.input(data.file() + " cannot be read: " + e.getMessage(), e);
        }
        if (examples.isEmpty()) {
            throw SrpoException.input(
                    data.file() + " is empty; it needs lines such as {\"prompt\": \"1+1=\", \"completion\": \"2\"}");
        }
        return examples;
    }

    private static JsonNode row(String line, String where) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw SrpoException.input(
                    where + ": not JSON (" + e.getOriginalMessage() + "); mend or remove the line", e);
        }
    }
}
