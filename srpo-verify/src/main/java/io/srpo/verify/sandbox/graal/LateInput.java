package io.srpo.verify.sandbox.graal;

import java.io.InputStream;

/** A context's standard input, whose bytes are known only after the context was made. */
final class LateInput extends InputStream {
    private byte[] bytes = {};
    private int next;

    synchronized void set(byte[] all) {
        bytes = all;
        next = 0;
    }

    @Override
    public synchronized int read() {
        return next < bytes.length ? bytes[next++] & 255 : -1;
    }

    @Override
    public synchronized int read(byte[] into, int from, int count) {
        if (count == 0) {
            return 0;
        }
        int given = Math.min(count, bytes.length - next);
        if (given <= 0) {
            return -1;
        }
        System.arraycopy(bytes, next, into, from, given);
        next += given;
        return given;
    }

    @Override
    public synchronized int available() {
        return bytes.length - next;
    }
}
