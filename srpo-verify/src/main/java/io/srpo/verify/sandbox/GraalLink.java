package io.srpo.verify.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
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

/** The child JVM's frames to and from its parent. When the parent closes its end, this JVM halts, whatever it is doing. */
final class GraalLink {
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
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
        return SandboxProcess.JSON.readTree(receive());
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

    /** Sends the last frame and halts, so that nothing follows it. */
    synchronized void sendLast(String json) {
        send(json);
        Runtime.getRuntime().halt(0);
    }

    private void read() {
        try {
            while (true) {
                byte[] body = in.readNBytes(in.readInt());
                frames.add(new String(body, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
