package io.srpo.cli.run;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C (or a friendly kill) asks the run to stop after the step in work; the program ends once it has. Killing it hard is safe too:
 * a resume then begins at the last checkpoint.
 */
final class Interrupt implements BooleanSupplier, AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean asked;

    /** @param notice told when someone asks */
    Interrupt(Runnable notice) {
        hook = new Thread(
                () -> {
                    asked = true;
                    notice.run();
                    try {
                        done.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public boolean getAsBoolean() {
        return asked;
    }

    /** The run is over and has said what it had to. */
    @Override
    public void close() {
        done.countDown();
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The program is ending already; the hook has been let go.
            }
        }
    }
}
