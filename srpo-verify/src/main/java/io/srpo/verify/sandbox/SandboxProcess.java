package io.srpo.verify.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process behind a wall, ready for a candidate. Speaks in frames: four bytes of length, then JSON. Used by one thread;
 * {@link #kill} may come from another.
 */
public class SandboxProcess implements AutoCloseable {
    static final ObjectMapper JSON = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .configure(com.fasterxml.jackson.core.json.JsonWriteFeature.WRITE_NAN_AS_STRINGS.mappedFeature(), false)
            .configure(JsonNodeFeature.WRITE_NULL_PROPERTIES, true)
            .build();
    private static final int LARGEST_FRAME = 64 << 20;
    private static final int LONGEST_COMPLAINT = 2000;

    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final StringBuilder complaint = new StringBuilder();
    private volatile @Nullable String whyKilled;

    /** @param process just started, its streams not touched */
    protected SandboxProcess(Process process) {
        this.process = process;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.in = new DataInputStream(new java.io.BufferedInputStream(process.getInputStream(), 1 << 16));
        Thread drain = new Thread(() -> drain(process.getErrorStream()), "srpo-sandbox-stderr");
        drain.setDaemon(true);
        drain.start();
    }

    /** Starts the process with an empty environment and waits until its wall stands. */
    static SandboxProcess start(List<String> command, Map<String, String> environment) throws IOException {
        SandboxProcess made = new SandboxProcess(launch(command, environment));
        made.awaitReady();
        return made;
    }

    /** Starts a process with this environment and no other, in the root folder. */
    protected static Process launch(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits for the frame that says that the wall stands. @throws IOException when it does not; the process is then gone */
    protected final void awaitReady() throws IOException {
        try {
            receive();
        } catch (IOException e) {
            close();
            throw new IOException(complaint().isEmpty() ? "it ended at once" : complaint(), e);
        }
    }

    /** Sends one frame. */
    public void send(Object message) throws IOException {
        byte[] body = JSON.writeValueAsBytes(message);
        out.writeInt(body.length);
        out.write(body);
        out.flush();
    }

    /** Waits for one frame. @throws EOFException when the process has ended or was killed */
    public JsonNode receive() throws IOException {
        return read();
    }

    protected final JsonNode read() throws IOException {
        int size = in.readInt();
        if (size < 0 || size > LARGEST_FRAME) {
            throw new IOException("a frame of " + size + " bytes");
        }
        byte[] body = in.readNBytes(size);
        if (body.length < size) {
            throw new EOFException();
        }
        return JSON.readTree(body);
    }

    /** The time of a run that begins now. */
    public RunClock clock() {
        return new RunClock(process.pid());
    }

    /** What {@link #kill} was called with, or null when it was not. */
    public @Nullable String whyKilled() {
        return whyKilled;
    }

    protected final void killedFor(@Nullable String reason) {
        whyKilled = reason;
    }

    /** Whether the process ended because its heap was full (GraalPy's JVM). */
    public boolean outOfMemory() {
        return false;
    }

    /** Whether it ends within a second, with this exit status. */
    protected final boolean endedWith(int status) {
        try {
            return process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether the process still runs. */
    protected final boolean alive() {
        return process.isAlive();
    }

    /** What the wall said on its standard error. */
    public String complaint() {
        synchronized (complaint) {
            return complaint.toString().strip();
        }
    }

    /**
     * Ends everything behind the wall; returns when it is gone.
     *
     * @param reason one sentence: which limit was passed
     */
    public void kill(String reason) {
        killedFor(reason);
        end();
    }

    protected final void end() {
        try {
            // The warden ends, and with it its namespace, when its input closes.
            process.getOutputStream().close();
        } catch (IOException e) {
            // already gone
        }
        try {
            if (!process.waitFor(400, TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
    }

    private void drain(InputStream stream) {
        byte[] buffer = new byte[4096];
        try {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                synchronized (complaint) {
                    if (complaint.length() < LONGEST_COMPLAINT) {
                        complaint.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException e) {
            // the process is gone
        }
    }
}
