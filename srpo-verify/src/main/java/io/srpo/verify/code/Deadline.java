package io.srpo.verify.code;

import io.srpo.verify.sandbox.SandboxProcess;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends a sandbox when a run's time is over. Close it when the run ended by itself. */
final class Deadline implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final ScheduledFuture<?> kill;

    Deadline(SandboxProcess process, Duration wall) {
        this.kill = TIMER.schedule(process::kill, wall.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        kill.cancel(false);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "srpo-sandbox-deadline");
            thread.setDaemon(true);
            return thread;
        });
        made.setRemoveOnCancelPolicy(true);
        return made;
    }
}
