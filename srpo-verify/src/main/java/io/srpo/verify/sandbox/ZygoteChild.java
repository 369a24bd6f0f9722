package io.srpo.verify.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A sandbox that {@link Zygote} raised: the process outside that ends with it, and the socket to its first process. */
final class ZygoteChild extends Process {
    private final SocketChannel channel;
    private final InputStream in = new In();
    private final OutputStream out = new Out();
    private volatile Optional<ProcessHandle> handle = Optional.empty();

    ZygoteChild(SocketChannel channel) {
        this.channel = channel;
    }

    void is(long pid) {
        handle = ProcessHandle.of(pid);
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
        while (!waitFor(1, TimeUnit.SECONDS)) {
            Thread.onSpinWait();
        }
        return 0;
    }

    /** It is not this JVM's child, so its end is looked for; the sandbox is gone when it is. */
    @Override
    public boolean waitFor(long time, TimeUnit unit) throws InterruptedException {
        long until = System.nanoTime() + unit.toNanos(time);
        for (long pause = 1; isAlive(); pause = Math.min(20, pause * 2)) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(pause);
        }
        closeChannel();
        return true;
    }

    @Override
    public int exitValue() {
        if (isAlive()) {
            throw new IllegalThreadStateException("it runs");
        }
        return 0;
    }

    @Override
    public boolean isAlive() {
        return handle.map(ProcessHandle::isAlive).orElse(false);
    }

    @Override
    public long pid() {
        return handle.map(ProcessHandle::pid).orElse(-1L);
    }

    @Override
    public ProcessHandle toHandle() {
        return handle.orElseThrow(UnsupportedOperationException::new);
    }

    @Override
    public void destroy() {
        destroyForcibly();
    }

    /** The namespace's first process dies with the one that this ends, and everything with it. */
    @Override
    public Process destroyForcibly() {
        handle.ifPresent(ProcessHandle::destroyForcibly);
        closeChannel();
        return this;
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            // closed it is
        }
    }

    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            return count == 0 ? 0 : channel.read(ByteBuffer.wrap(into, from, count));
        }
    }

    /** Closing says "no more", and the first process ends. */
    private final class Out extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] data, int from, int count) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(data, from, count);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) {
                channel.shutdownOutput();
            }
        }
    }
}
