package io.srpo.train.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code metrics.jsonl}: one object a step, each with its {@code step}. */
public final class MetricsLog {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsLog.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final @Nullable TensorBoardLog board;

    public MetricsLog(Path file) {
        this(file, null);
    }

    /** @param board where every line goes too, or null */
    public MetricsLog(Path file, @Nullable TensorBoardLog board) {
        this.file = file;
        this.board = board;
    }

    /** Appends one line. Non-finite numbers are written as null, so that every reader of JSON can read the file. */
    public void append(Map<String, Object> line) {
        Map<String, Object> finite = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : line.entrySet()) {
            if (!(entry.getValue() instanceof Double d) || Double.isFinite(d)) {
                finite.put(entry.getKey(), entry.getValue());
            }
        }
        try (Writer out = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(JSON.writeValueAsString(finite));
            out.write('\n');
        } catch (IOException e) {
            throw SrpoException.resource(
                    "cannot write " + file + ": " + DurableFiles.reason(e) + "; free space and go on with --resume", e);
        }
        if (board != null) {
            board.append(finite);
        }
    }

    /** What was appended is on the disk when this returns; a checkpoint counts on the lines before it. */
    public void sync() {
        try {
            if (Files.exists(file)) {
                DurableFiles.sync(file);
            }
        } catch (IOException e) {
            throw SrpoException.resource(
                    "cannot write " + file + ": " + DurableFiles.reason(e) + "; free space and go on with --resume", e);
        }
    }

    /** All whole lines; a last line cut short by a crash is passed over, a damaged one before it is named in the log. */
    public List<Map<String, Object>> read() {
        List<Map<String, Object>> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        try {
            List<String> texts = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            for (int i = 0; i < texts.size(); i++) {
                if (texts.get(i).isBlank()) {
                    continue;
                }
                try {
                    lines.add(JSON.readValue(texts.get(i), new TypeReference<LinkedHashMap<String, Object>>() {}));
                } catch (IOException damaged) {
                    if (i + 1 < texts.size()) {
                        LOG.warn(
                                "{}:{} is damaged and left out; the curves lack that step, training does not need it",
                                file,
                                i + 1);
                    }
                }
            }
        } catch (IOException e) {
            throw SrpoException.resource("cannot read " + file + ": " + DurableFiles.reason(e), e);
        }
        return lines;
    }

    /** Drops all lines but those that a resume keeps. */
    public void keep(Predicate<Map<String, Object>> kept) {
        StringBuilder text = new StringBuilder();
        List<Map<String, Object>> lines = read().stream().filter(kept).toList();
        try {
            for (Map<String, Object> line : lines) {
                text.append(JSON.writeValueAsString(line)).append('\n');
            }
        } catch (IOException e) {
            throw SrpoException.internal("cannot format a line of " + file, e);
        }
        DurableFiles.writeWhole(file, text.toString().getBytes(StandardCharsets.UTF_8));
        if (board != null) {
            board.rewrite(lines);
        }
    }
}
