package io.srpo.verify.code;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.verify.code.inside.CompileServer;
import io.srpo.verify.sandbox.Job;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compilers in waiting, each a {@link CompileServer} behind a wall of its own. One that did not answer, for whatever reason, is ended
 * and another started when one is needed. Thread-safe.
 */
final class JavaCompilers implements AutoCloseable {
    /** The class files of the server. */
    private static final List<String> PARTS = List.of(
            "CompileServer",
            "CompileException",
            "MemoryCompiler",
            "MemoryCompiler$Text",
            "MemoryCompiler$Keeping",
            "MemoryCompiler$Keeping$1",
            "Guards",
            "Guards$Insertion",
            "Guards$Finder");
    /** What a compiler has served before it is replaced: it is not to grow without end. */
    private static final int MOST = 1000;

    private record Waiting(SandboxProcess process, int served) {}

    private final Sandbox sandbox;
    private final Limits limits;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean closed;

    JavaCompilers(Sandbox sandbox, Limits limits) {
        this.sandbox = sandbox;
        this.limits = limits;
    }

    /**
     * Compiles one source.
     *
     * @param known the tests' classes
     * @throws IOException when no compiler can be had
     */
    Compiled compile(String source, List<String> known) throws IOException {
        Waiting taken = take();
        SandboxProcess process = taken.process;
        boolean whole = false;
        try (Deadline deadline = new Deadline(process, limits, JavaJudge.PROCESSORS)) {
            process.send(Map.of("source", base64(source), "known", base64(String.join(" ", known))));
            JsonNode answer = process.receive();
            whole = !answer.has("memory");
            return answer.has("memory")
                    ? Compiled.wrong(Status.MEMORY, "out of memory in the compiler")
                    : compiled(answer);
        } catch (IOException e) {
            String killed = process.whyKilled();
            return killed == null
                    ? Compiled.wrong(Status.COMPILE_ERROR, "the compiler broke down")
                    : Compiled.wrong(Status.TIMEOUT, "in the compiler: " + killed);
        } finally {
            giveBack(new Waiting(process, taken.served + 1), whole);
        }
    }

    private static Compiled compiled(JsonNode answer) {
        if (answer.has("error")) {
            return Compiled.wrong(Status.COMPILE_ERROR, text(answer.get("error").asText()));
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        JsonNode found = answer.path("classes");
        for (int i = 0; i + 1 < found.size(); i += 2) {
            String name = text(found.get(i).asText());
            if (name.contains("/") || name.contains(".")) {
                return Compiled.wrong(Status.COMPILE_ERROR, "the class " + name + " is in a package");
            }
            classes.put(name, Base64.getDecoder().decode(found.get(i + 1).asText()));
        }
        return new Compiled(classes, null, "");
    }

    private Waiting take() throws IOException {
        synchronized (this) {
            Waiting ready = waiting.poll();
            if (ready != null) {
                return ready;
            }
        }
        SandboxProcess made = sandbox.raise();
        try {
            Map<String, Object> files = new LinkedHashMap<>();
            for (String part : PARTS) {
                ClassFiles.put(files, part);
            }
            made.send(Job.compiler(files, CompileServer.class.getName(), limits));
            made.receive();
            return new Waiting(made, 0);
        } catch (IOException e) {
            made.close();
            throw new IOException("the compiler did not start: " + made.complaint(), e);
        }
    }

    private void giveBack(Waiting used, boolean whole) {
        synchronized (this) {
            if (whole && !closed && used.served < MOST && used.process.whyKilled() == null) {
                waiting.push(used);
                return;
            }
        }
        used.process.close();
    }

    @Override
    public synchronized void close() {
        closed = true;
        waiting.forEach(one -> one.process.close());
        waiting.clear();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    /**
     * What became of a source.
     *
     * @param classes binary name to class file; empty when it went wrong
     * @param wrong what went wrong, or null
     */
    record Compiled(Map<String, byte[]> classes, @Nullable Status wrong, String reason) {
        static Compiled wrong(Status status, String reason) {
            return new Compiled(Map.of(), status, reason);
        }
    }
}
