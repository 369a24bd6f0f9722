package io.srpo.verify.sandbox.graal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * One candidate in the child JVM: it in one GraalPy context, its examiner in another, joined by nothing but text. After {@link #end}
 * nothing of it runs and nothing more is sent.
 */
final class GraalSession {
    private static final long STACK = 64L << 20;
    /** Stands for the end of a channel. */
    private static final String END = "";

    private final GraalLink link;
    private final GraalContexts candidates;
    private final LimitedOutput output = new LimitedOutput();
    private final LateInput input = new LateInput();
    private final List<Context> contexts = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Context examiner;
    private @Nullable Context prepared;
    private boolean ended;

    /** Makes the contexts, so that no candidate waits for them. */
    GraalSession(GraalLink link, GraalContexts candidates, GraalContexts examiners) {
        this.link = link;
        this.candidates = candidates;
        this.prepared = keep(candidates.make(input, output));
        this.examiner = keep(examiners.make(InputStream.nullInputStream(), new LimitedOutput()));
        output.take();
    }

    void start() {
        onLargeStack(() -> {
            try {
                serve();
            } catch (IOException e) {
                Runtime.getRuntime().halt(1);
            } catch (InterruptedException e) {
                // the parent is through with the candidate
            } catch (PolyglotException | IllegalStateException e) {
                broken(e);
            }
        });
    }

    /** Cancels whatever still runs. Returns when it is gone; the parent ends this JVM when that takes too long. */
    void end() throws InterruptedException {
        List<Context> open;
        List<Thread> running;
        synchronized (this) {
            ended = true;
            open = List.copyOf(contexts);
            running = List.copyOf(threads);
        }
        running.forEach(Thread::interrupt);
        open.forEach(context -> context.close(true));
        for (Thread thread : running) {
            thread.join();
        }
    }

    private void serve() throws IOException, InterruptedException {
        JsonNode job = link.receiveTree();
        int limit = job.path("limits").path("output").asInt();
        String kind = job.path("kind").asText();
        String source = job.path("source").asText();
        HeapWatch.limit(job.path("limits").path("memory").asLong());
        output.limit(limit, () -> {
            String wrong = "[\"output_limit\",\"more than " + limit + " bytes of output\"]";
            sendLast("{\"done\":true,\"output\":\"\",\"wrong\":" + wrong + "}");
        });
        if (kind.equals("stdio")) {
            while (!over()) {
                exchange(source);
            }
            return;
        }
        examine(kind, source, candidate());
    }

    private void examine(String kind, String source, Context candidate) {
        BlockingQueue<String> questions = new LinkedBlockingQueue<>();
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        String name = kind.equals("program") ? "__main__" : "candidate";
        onLargeStack(() -> {
            try {
                candidate
                        .getBindings("python")
                        .getMember("serve")
                        .executeVoid(put(answers), take(questions), name, source);
            } catch (PolyglotException | IllegalStateException e) {
                exitIfFull(e);
            } finally {
                answers.add(END);
            }
        });
        examiner.getBindings("python")
                .getMember("examine")
                .executeVoid(
                        put(questions),
                        take(answers),
                        (ProxyExecutable) message -> send(message[0].asString()),
                        (ProxyExecutable) nothing -> receive(),
                        kind,
                        source);
    }

    /** One program run with its input; a fresh context each time. */
    private void exchange(String source) throws IOException, InterruptedException {
        input.set(Base64.getDecoder().decode(link.receiveTree().path("input").asText()));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("wrong", whole(source));
        answer.put("output", Base64.getEncoder().encodeToString(output.take()));
        send(GraalLink.JSON.writeValueAsString(answer));
    }

    private @Nullable Object whole(String source) {
        Context context = candidate();
        try {
            Value end = context.getBindings("python").getMember("whole").execute(source);
            if (end.isString()) {
                return GraalLink.JSON.readTree(end.asString());
            }
            return end.asInt() == 0 ? null : exited(end.asInt());
        } catch (PolyglotException e) {
            exitIfFull(e);
            return e.isExit() && e.getExitStatus() == 0 ? null : exited(e.isExit() ? e.getExitStatus() : 1);
        } catch (IOException e) {
            return exited(1);
        } finally {
            context.close(true);
            forget(context);
        }
    }

    /** A context in which no candidate ever ran: the one made beforehand, or another. */
    private Context candidate() {
        Context made = prepared;
        prepared = null;
        return made == null ? keep(candidates.make(input, output)) : made;
    }

    private synchronized Context keep(Context made) {
        if (ended) {
            made.close(true);
            throw new IllegalStateException("ended");
        }
        contexts.add(made);
        return made;
    }

    private synchronized void forget(Context closed) {
        contexts.remove(closed);
    }

    private static Object exited(int status) {
        return new String[] {"runtime_error", "exit status " + status};
    }

    private static void exitIfFull(RuntimeException e) {
        if (e instanceof PolyglotException p
                && p.isResourceExhausted()
                && !String.valueOf(p.getMessage()).contains("stack")) {
            Runtime.getRuntime().halt(GraalWall.OUT_OF_MEMORY);
        }
    }

    /** An examiner that ends by itself has sent its last frame; one that breaks is no judge, and neither is its JVM. */
    private synchronized void broken(RuntimeException e) {
        if (!ended) {
            exitIfFull(e);
            Runtime.getRuntime().halt(1);
        }
    }

    private synchronized boolean send(String json) {
        if (!ended) {
            link.send(json);
        }
        return true;
    }

    private synchronized void sendLast(String json) {
        send(json);
        ended = true;
    }

    /** Asked before every wait: the interruption that {@link #end} sends may have come, and gone, before it. */
    private synchronized boolean over() {
        return ended;
    }

    private Object receive() {
        try {
            if (over()) {
                throw new IllegalStateException("ended");
            }
            return link.receive();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProxyExecutable put(BlockingQueue<String> queue) {
        return arguments -> queue.add(arguments[0].asString());
    }

    @SuppressWarnings("NullAway") // the host's null is Python's None: the channel's end
    private ProxyExecutable take(BlockingQueue<String> queue) {
        return arguments -> {
            try {
                String text = over() ? END : queue.take();
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

    private synchronized void onLargeStack(Runnable work) {
        if (!ended) {
            Thread thread = new Thread(null, work, "python", STACK);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }
}
