package io.srpo.verify.code;

import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.RunClock;
import io.srpo.verify.sandbox.SandboxProcess;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a sandbox when a run's time is over: when it is charged with its limit by {@link RunClock}, when its processes together have used
 * their processor time, or at last when {@link #STRETCH} times the limit has passed on the wall, whatever was charged, so that nothing
 * hangs for ever on a machine that gives it nothing. Close it when the run ended by itself.
 */
final class Deadline implements AutoCloseable {
    /** A run that gets less than a sixth of a processor is given up. */
    static final int STRETCH = 6;

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final SandboxProcess process;
    private final RunClock clock;
    private final long wall;
    private final long cpu;
    private @Nullable ScheduledFuture<?> next;
    private boolean closed;

    /** @param processors how many times the wall limit all processes together may use of processor time */
    Deadline(SandboxProcess process, Limits limits, int processors) {
        this.process = process;
        this.clock = process.clock();
        this.wall = limits.wall().toNanos();
        this.cpu = limits.wall()
                .multipliedBy(processors)
                .plus(Duration.ofSeconds(1))
                .toNanos();
        schedule(wall);
    }

    private void schedule(long left) {
        next = TIMER.schedule(this::look, Math.max(LEAST_NANOS, Math.min(TICK_NANOS, left)), TimeUnit.NANOSECONDS);
    }

    private synchronized void look() {
        if (closed) {
            return;
        }
        clock.read();
        if (clock.charged() >= wall) {
            end("not done after " + seconds(wall) + " s");
        } else if (clock.ran() >= cpu) {
            end("more than " + seconds(cpu) + " s of processor time");
        } else if (clock.elapsed() >= STRETCH * wall) {
            end(String.format(
                    Locale.ROOT,
                    "not done after %s s on a machine too busy to give it more than %.1f s",
                    seconds(clock.elapsed()),
                    clock.charged() / 1e9));
        } else {
            schedule(wall - clock.charged());
        }
    }

    /** Away from the timer: ending a process takes a while, and other runs are to be looked at. */
    private void end(String reason) {
        Thread killing = new Thread(() -> kill(reason), "srpo-sandbox-kill");
        killing.setDaemon(true);
        killing.start();
    }

    /** Never after {@link #close}: the process may serve another candidate by then. */
    private synchronized void kill(String reason) {
        if (!closed) {
            process.kill(reason);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private static String seconds(long nanos) {
        return Double.toString(TimeUnit.NANOSECONDS.toMillis(nanos) / 1000.0);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "srpo-sandbox-deadline");
            thread.setDaemon(true);
            return thread;
        });
        made.setRemoveOnCancelPolicy(true);
        return made;
    }
}
