package io.srpo.verify.sandbox.graal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.srpo.verify.sandbox.SandboxProcess;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A child JVM that serves one candidate after another. {@link #kill} ends the candidate's judgement at once and leaves the JVM to
 * {@link #recycle}, which ends the JVM when the candidate does not go.
 */
final class GraalProcess extends SandboxProcess {
    /** A cancelled candidate must be gone by then; most are in milliseconds. */
    private static final long GRACE_SECONDS = 5;
    /** Making the next contexts takes a second, many under load. */
    private static final long PATIENCE_SECONDS = 60;
    /** No frame is a missing node. */
    private static final Optional<JsonNode> TIME_UP = Optional.of(MissingNode.getInstance());

    private static final Optional<JsonNode> GONE = Optional.empty();

    private final BlockingQueue<Optional<JsonNode>> arrived = new LinkedBlockingQueue<>();
    private volatile boolean sending;

    GraalProcess(Process process) {
        super(process);
        Thread reader = new Thread(this::readAll, "srpo-sandbox-frames");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a JVM with an empty environment and does not wait for it. */
    static GraalProcess start(List<String> command) throws IOException {
        return new GraalProcess(launch(command, Map.of()));
    }

    @Override
    public void send(Object message) throws IOException {
        sending = true;
        try {
            super.send(message);
        } finally {
            sending = false;
        }
    }

    @Override
    public JsonNode receive() throws IOException {
        try {
            Optional<JsonNode> frame = arrived.take();
            if (frame.isEmpty() || frame.get().isMissingNode()) {
                arrived.add(frame);
                throw new EOFException();
            }
            return frame.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void kill(String reason) {
        killedFor(reason);
        arrived.add(TIME_UP);
        if (sending) { // to a JVM that does not read
            end();
        }
    }

    /** Past its limit on memory this JVM halts with a status of its own. */
    @Override
    public boolean outOfMemory() {
        return endedWith(GraalWall.OUT_OF_MEMORY);
    }

    /** Waits until it is ready for its first candidate. @throws IOException when it does not come up; it is then gone */
    void awaitStart() throws IOException {
        awaitReady();
    }

    boolean runs() {
        return alive();
    }

    /** Ends the candidate. Whether the process is ready for the next; otherwise close it. */
    boolean recycle() {
        try {
            send(Map.of("next", true));
            if (awaited("ended", GRACE_SECONDS) && awaited("ready", PATIENCE_SECONDS)) {
                killedFor(null);
                return true;
            }
        } catch (IOException e) {
            // it is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Passes over what was meant for the last candidate's judge. */
    private boolean awaited(String what, long seconds) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            Optional<JsonNode> frame = arrived.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (frame == null || frame.isEmpty()) {
                return false;
            }
            if (frame.get().path(what).asBoolean()) {
                return true;
            }
        }
    }

    private void readAll() {
        try {
            while (true) {
                arrived.add(Optional.of(read()));
            }
        } catch (IOException e) {
            arrived.add(GONE);
        }
    }
}
