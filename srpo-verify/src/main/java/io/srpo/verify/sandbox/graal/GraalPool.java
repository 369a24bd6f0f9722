package io.srpo.verify.sandbox.graal;

import io.srpo.verify.sandbox.SandboxPool;
import io.srpo.verify.sandbox.SandboxProcess;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Child JVMs that serve many candidates each: as many as there were callers at once, at most {@code parallel}, and one to spare from
 * the first on that had to be ended with its candidate. What a JVM does between two candidates it does while nobody waits, if it can.
 */
final class GraalPool implements SandboxPool {
    private final Semaphore running;
    private final int parallel;
    private final Deque<GraalProcess> ready = new ArrayDeque<>();
    private final Set<GraalProcess> all = new HashSet<>();
    private final ExecutorService background = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "srpo-sandbox-starter");
        thread.setDaemon(true);
        return thread;
    });
    private int callers;
    private int wanted;
    private boolean lost;
    private boolean closed;
    private @Nullable IOException failure;

    GraalPool(int parallel) {
        this.parallel = parallel;
        this.running = new Semaphore(parallel, true);
    }

    @Override
    public SandboxProcess take() throws IOException, InterruptedException {
        running.acquire();
        try {
            return next();
        } catch (IOException | InterruptedException | RuntimeException e) {
            leave();
            throw e;
        }
    }

    private synchronized GraalProcess next() throws IOException, InterruptedException {
        callers++;
        wanted = Math.max(wanted, Math.min(callers, parallel));
        failure = null;
        while (true) {
            for (GraalProcess first = ready.poll(); first != null; first = ready.poll()) {
                if (first.runs()) {
                    return first;
                }
                drop(first);
            }
            if (closed) {
                throw new IOException("the sandbox is closed");
            }
            if (failure != null) {
                throw failure;
            }
            refill();
            wait();
        }
    }

    @Override
    public SandboxProcess raise() throws IOException {
        return GraalWall.raise();
    }

    @Override
    public void release(SandboxProcess process) {
        background.execute(() -> again((GraalProcess) process));
        leave();
    }

    private synchronized void leave() {
        callers--;
        running.release();
    }

    private void again(GraalProcess process) {
        boolean fresh = process.recycle();
        if (!fresh) {
            process.close();
        }
        synchronized (this) {
            if (fresh && !closed) {
                ready.add(process);
            } else {
                lost = true;
                drop(process);
                refill();
            }
            notifyAll();
        }
    }

    private void drop(GraalProcess process) {
        all.remove(process);
        process.close();
    }

    private synchronized void refill() {
        while (!closed && failure == null && all.size() < wanted + (lost ? 1 : 0)) {
            try {
                GraalProcess made = GraalWall.launch();
                all.add(made);
                background.execute(() -> started(made));
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    private void started(GraalProcess process) {
        IOException problem = null;
        try {
            process.awaitStart();
        } catch (IOException e) {
            problem = e;
        }
        synchronized (this) {
            if (problem == null && !closed) {
                ready.add(process);
            } else {
                failure = problem;
                drop(process);
            }
            notifyAll();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            all.forEach(SandboxProcess::close);
            all.clear();
            ready.clear();
            notifyAll();
        }
        background.shutdown();
    }
}
