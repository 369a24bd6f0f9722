package io.srpo.cli.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Answers JSON lines, several at a time, in their order, and holds only a few of them in memory. A line that cannot be answered gets an
 * answer that says why, and the others are answered all the same.
 */
public final class JsonLines {
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonLines() {}

    /** What answers one line. Called from several threads. */
    public interface Answerer {
        /** @throws SrpoException (input) when the line is faulty */
        ObjectNode answer(ObjectNode line);

        /** The answer to a line that is faulty; {@code reason} names the line. */
        ObjectNode fault(JsonNode id, String reason);
    }

    /**
     * Answers all lines of a file; empty lines are passed over.
     *
     * @param file {@code -} for standard input
     * @param jobs lines answered at once, at least 1
     * @return lines that were faulty
     */
    public static int answer(String file, int jobs, PrintWriter out, Answerer answerer) {
        ExecutorService workers = Executors.newFixedThreadPool(jobs, task -> {
            Thread thread = new Thread(task, "line");
            thread.setDaemon(true);
            return thread;
        });
        try (BufferedReader in = open(file)) {
            return new Run(out, answerer, workers, 4 * jobs).all(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            workers.shutdownNow();
        }
    }

    /** A text of the line's object; what is missing or of another type is a fault of the line. */
    public static String text(ObjectNode line, String key) {
        JsonNode value = line.get(key);
        if (value == null) {
            throw SrpoException.input("the key \"" + key + "\" is missing");
        }
        if (!value.isTextual()) {
            throw SrpoException.input("\"" + key + "\" has to be text");
        }
        return value.textValue();
    }

    private static BufferedReader open(String file) throws IOException {
        if (!file.equals("-") && !Files.isRegularFile(Path.of(file))) {
            throw SrpoException.input("there is no file " + file);
        }
        InputStream bytes = file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    /** An answer, and whether its line was faulty. */
    private record Answered(ObjectNode answer, boolean faulty) {}

    private static final class Run {
        private final PrintWriter out;
        private final Answerer answerer;
        private final ExecutorService workers;
        private final int ahead;
        private final ArrayDeque<Future<Answered>> pending = new ArrayDeque<>();
        private int faulty;

        Run(PrintWriter out, Answerer answerer, ExecutorService workers, int ahead) {
            this.out = out;
            this.answerer = answerer;
            this.workers = workers;
            this.ahead = ahead;
        }

        int all(BufferedReader in) throws IOException {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
                int at = number;
                pending.add(workers.submit(() -> one(text, at)));
                while (pending.size() >= ahead
                        || (!pending.isEmpty() && pending.element().isDone())) {
                    write(pending.remove());
                }
            }
            while (!pending.isEmpty()) {
                write(pending.remove());
            }
            return faulty;
        }

        private Answered one(String text, int number) {
            JsonNode id = MAPPER.nullNode();
            try {
                JsonNode line = MAPPER.readTree(text);
                if (!(line instanceof ObjectNode object)) {
                    throw SrpoException.input("a line has to be a JSON object");
                }
                id = object.has("id") ? object.get("id") : id;
                return new Answered(answerer.answer(object), false);
            } catch (JsonProcessingException e) {
                String what = e.getOriginalMessage();
                return new Answered(answerer.fault(id, "line " + number + ": this is not JSON: " + what), true);
            } catch (SrpoException e) {
                if (e.category() != SrpoException.Category.INPUT) {
                    throw e;
                }
                return new Answered(answerer.fault(id, "line " + number + ": " + e.getMessage()), true);
            }
        }

        private void write(Future<Answered> future) {
            try {
                Answered answered = future.get();
                faulty += answered.faulty ? 1 : 0;
                out.println(answered.answer);
                out.flush();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw SrpoException.resource("interrupted", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw SrpoException.internal("answering a line failed: " + e.getCause(), e);
            }
        }
    }
}
