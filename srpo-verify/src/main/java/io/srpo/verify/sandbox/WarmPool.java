package io.srpo.verify.sandbox;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Started processes in waiting, so that a candidate finds its wall standing. Each serves one candidate and ends; another is started
 * in the background. At most {@code parallel} candidates run at once, later callers wait in order.
 */
final class WarmPool implements SandboxPool {
    private static final int PATIENCE_SECONDS = 60;

    private final WallFactory factory;
    private final Semaphore running;
    private final int spare;
    private final Deque<SandboxProcess> waiting = new ArrayDeque<>();
    private final ExecutorService starter;
    private int starting;
    private boolean closed;

    WarmPool(WallFactory factory, int parallel) {
        this.factory = factory;
        this.running = new Semaphore(parallel, true);
        this.spare = parallel;
        this.starter = Executors.newFixedThreadPool(Math.max(1, parallel), task -> {
            Thread thread = new Thread(task, "srpo-sandbox-starter");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A fresh process; its permit goes back with {@link #release}. */
    @Override
    public SandboxProcess take() throws IOException, InterruptedException {
        running.acquire();
        try {
            SandboxProcess ready = next();
            refill();
            return ready == null ? factory.raise() : ready;
        } catch (IOException | RuntimeException e) {
            running.release();
            throw e;
        }
    }

    @Override
    public SandboxProcess raise() throws IOException {
        return factory.raise();
    }

    @Override
    public void release(SandboxProcess process) {
        try {
            process.close();
        } finally {
            running.release();
        }
    }

    private @Nullable SandboxProcess next() {
        synchronized (waiting) {
            for (SandboxProcess ready = waiting.poll(); ready != null; ready = waiting.poll()) {
                if (ready.alive()) {
                    return ready;
                }
                ready.close();
            }
            return null;
        }
    }

    private void refill() {
        synchronized (waiting) {
            while (!closed && waiting.size() + starting < spare) {
                starting++;
                starter.execute(this::startOne);
            }
        }
    }

    private void startOne() {
        SandboxProcess made = null;
        try {
            made = factory.raise();
        } catch (IOException e) {
            // The next candidate starts its own and meets the reason.
        }
        synchronized (waiting) {
            starting--;
            if (made != null && !closed) {
                waiting.add(made);
                return;
            }
        }
        if (made != null) {
            made.close();
        }
    }

    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            waiting.forEach(SandboxProcess::close);
            waiting.clear();
        }
        starter.shutdown();
        try {
            // A start under way ends its own process when it sees that the pool is closed.
            if (!starter.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                starter.shutdownNow();
            }
        } catch (InterruptedException e) {
            starter.shutdownNow();
            Thread.currentThread().interrupt();
        }
        factory.close();
    }
}
