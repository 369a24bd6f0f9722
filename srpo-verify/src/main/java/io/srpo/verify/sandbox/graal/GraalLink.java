package io.srpo.verify.sandbox.graal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** The child JVM's frames to and from its parent. When the parent closes its end, this JVM halts, whatever it is doing. */
final class GraalLink {
    static final ObjectMapper JSON = new ObjectMapper();
    /** The parent's frame that ends a candidate, done or not, and asks for readiness for the next. */
    static final String NEXT = "{\"next\":true}";

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final Semaphore nexts = new Semaphore(0);
    private final DataInputStream in =
            new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
    private final DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));

    GraalLink() {
        Thread reader = new Thread(this::read, "frames");
        reader.setDaemon(true);
        reader.start();
    }

    String receive() throws InterruptedException {
        return frames.take();
    }

    JsonNode receiveTree() throws IOException, InterruptedException {
        return JSON.readTree(receive());
    }

    /** Waits until the parent is through with the present candidate. */
    void awaitNext() throws InterruptedException {
        nexts.acquire();
    }

    /** Forgets what was sent for the last candidate and not read. */
    void forget() {
        frames.clear();
    }

    synchronized void send(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        try {
            out.writeInt(body.length);
            out.write(body);
            out.flush();
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    private void read() {
        try {
            while (true) {
                String frame = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                if (frame.equals(NEXT)) {
                    nexts.release();
                } else {
                    frames.add(frame);
                }
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
