package io.srpo.verify.sandbox.graal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Collects what a candidate prints, up to a limit; runs an action when it is passed. */
final class LimitedOutput extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile int limit = Integer.MAX_VALUE;
    private volatile Runnable passed = () -> {};

    void limit(int most, Runnable action) {
        limit = most;
        passed = action;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] data, int from, int count) {
        if (bytes.size() + (long) count > limit) {
            passed.run();
            return;
        }
        bytes.write(data, from, count);
    }

    synchronized byte[] take() {
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }
}
