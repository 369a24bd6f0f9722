package io.srpo.data.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import io.srpo.data.read.TaskJson;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Generated problems and texts as JSONL: tasks in the plain layouts, texts as {@code {"prompt","completion"}}. Same input, same bytes. */
public final class GeneratedFiles {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private GeneratedFiles() {}

    /** Writes {@code {"id","question","answer","level"}} {@code {"id","question","language","tests","level"}} or {@code
     * {"id","question","numbers","target","level"}} a line. */
    public static void writeTasks(Path file, List<GeneratedProblem> problems) {
        write(file, problems, p -> TaskJson.format(p.task()).without("source"));
    }

    /** Writes {@code {"prompt","completion"}} a line. */
    public static void writeSupervised(Path file, List<SupervisedExample> examples) {
        write(file, examples, e -> MAPPER.createObjectNode()
                .put("prompt", e.prompt())
                .put("completion", e.completion()));
    }

    private static <T> void write(Path file, List<T> items, Function<T, ObjectNode> row) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (Writer out = Files.newBufferedWriter(file)) {
                for (T item : items) {
                    out.write(line(row.apply(item)));
                    out.write('\n');
                }
            }
        } catch (IOException e) {
            throw SrpoException.resource("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static String line(ObjectNode row) {
        try {
            return MAPPER.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw SrpoException.internal("cannot write a row as JSON", e);
        }
    }
}
