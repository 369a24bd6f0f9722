package io.srpo.verify.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * The child JVM's program: the candidate in one GraalPy context, its examiner in another, joined by nothing but text. The parent
 * watches the time and ends this JVM; the heap is the limit on memory.
 */
final class GraalWorker {
    private static final long CANDIDATE_STACK = 64L << 20;
    /** Stands for the end of a channel. */
    private static final String END = "";

    private final GraalLink link = new GraalLink();
    private final LimitedOutput output = new LimitedOutput();

    public static void main(String[] args) throws Exception {
        new GraalWorker().run();
        Runtime.getRuntime().halt(0);
    }

    private void run() throws IOException, InterruptedException {
        Context first = GraalContexts.make(InputStream.nullInputStream(), output);
        Context examiner = GraalContexts.make(InputStream.nullInputStream(), new LimitedOutput());
        output.take();
        link.send("{\"ready\":true}");
        JsonNode job = link.receiveTree();
        int limit = job.path("limits").path("output").asInt();
        String kind = job.path("kind").asText();
        String source = job.path("source").asText();
        output.limit(limit, () -> {
            String wrong = "[\"output_limit\",\"more than " + limit + " bytes of output\"]";
            link.sendLast("{\"done\":true,\"output\":\"\",\"wrong\":" + wrong + "}");
        });
        if (kind.equals("stdio")) {
            first.close(true);
            while (true) {
                exchange(source);
            }
        }
        examine(kind, source, first, examiner);
    }

    private void examine(String kind, String source, Context candidate, Context examiner) throws InterruptedException {
        BlockingQueue<String> questions = new LinkedBlockingQueue<>();
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        String name = kind.equals("program") ? "__main__" : "candidate";
        onLargeStack(() -> {
            try {
                candidate
                        .getBindings("python")
                        .getMember("serve")
                        .executeVoid(put(answers), take(questions), name, source);
            } catch (PolyglotException e) {
                exitIfFull(e);
            } finally {
                answers.add(END);
            }
        });
        Thread asking = onLargeStack(() -> examiner.getBindings("python")
                .getMember("examine")
                .executeVoid(
                        put(questions),
                        take(answers),
                        (ProxyExecutable) message -> send(message[0]),
                        (ProxyExecutable) nothing -> receive(),
                        kind,
                        source));
        asking.join();
    }

    /** One program run with its input; a fresh context each time. */
    private void exchange(String source) throws IOException, InterruptedException {
        byte[] input =
                Base64.getDecoder().decode(link.receiveTree().path("input").asText());
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        Thread running = onLargeStack(() -> answer.put("wrong", whole(source, input)));
        running.join();
        answer.put("output", Base64.getEncoder().encodeToString(output.take()));
        link.send(SandboxProcess.JSON.writeValueAsString(answer));
    }

    private @Nullable Object whole(String source, byte[] input) {
        try (Context context = GraalContexts.make(new ByteArrayInputStream(input), output)) {
            Value ended = context.getBindings("python").getMember("whole").execute(source);
            if (ended.isString()) {
                return SandboxProcess.JSON.readTree(ended.asString());
            }
            return ended.asInt() == 0 ? null : exited(ended.asInt());
        } catch (PolyglotException e) {
            exitIfFull(e);
            return e.isExit() && e.getExitStatus() == 0 ? null : exited(e.isExit() ? e.getExitStatus() : 1);
        } catch (IOException e) {
            return exited(1);
        }
    }

    private static Object exited(int status) {
        return new String[] {"runtime_error", "exit status " + status};
    }

    private static void exitIfFull(PolyglotException e) {
        if (e.isResourceExhausted() && !String.valueOf(e.getMessage()).contains("stack")) {
            Runtime.getRuntime().halt(GraalWall.OUT_OF_MEMORY);
        }
    }

    private Object send(Value message) {
        link.send(message.asString());
        return true;
    }

    private Object receive() {
        try {
            return link.receive();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProxyExecutable put(BlockingQueue<String> queue) {
        return arguments -> queue.add(arguments[0].asString());
    }

    @SuppressWarnings("NullAway") // the host's null is Python's None: the channel's end
    private static ProxyExecutable take(BlockingQueue<String> queue) {
        return arguments -> {
            try {
                String text = queue.take();
                if (text.equals(END)) {
                    queue.add(END);
                    return null;
                }
                return text;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static Thread onLargeStack(Runnable work) {
        Thread thread = new Thread(null, work, "python", CANDIDATE_STACK);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
