package io.srpo.data.curate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Every removed row, one JSON object a line, in the order in which the removals were found. */
final class RemovedFile implements Closeable {
    private final Writer out;

    RemovedFile(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        out = Files.newBufferedWriter(file);
    }

    void write(Removal removal) throws IOException {
        out.write(JsonNodeFactory.instance
                .objectNode()
                .put("filter", removal.filter().label())
                .put("reason", removal.reason())
                .put("file", String.valueOf(removal.file().getFileName()))
                .put("line", removal.line())
                .put("question", removal.question())
                .toString());
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
