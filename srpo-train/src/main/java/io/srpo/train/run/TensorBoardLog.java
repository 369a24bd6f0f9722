package io.srpo.train.run;

import io.srpo.core.SrpoException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The run's metrics once more, as an event file that TensorBoard shows: {@code tensorboard --logdir runs}. Every number of a line becomes a scalar under its own
 * name. Times are seconds of work since the run began, so that a file written again is the same file; TensorBoard's "relative" axis shows them rightly.
 *
 * <p>The format is TFRecord frames (length, masked CRC-32C, bytes, masked CRC-32C) around {@code Event} messages in protobuf's wire format; both are a few lines,
 * which is less than the libraries that write them would bring along.
 */
public final class TensorBoardLog {
    private static final String FILE = "events.out.tfevents.0000000000.srpo";
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final int CRC_MASK = 0xa282ead8;

    private final Path file;
    private double seconds;

    /** @param run the run's folder */
    public TensorBoardLog(Path run) {
        this.file = run.resolve(FILE);
    }

    public Path file() {
        return file;
    }

    /** Appends a line of metrics; begins the file when there is none. */
    public void append(Map<String, Object> line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!Files.exists(file)) {
            out.writeBytes(header());
        }
        out.writeBytes(frame(line));
        try {
            Files.write(file, out.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw SrpoException.resource(
                    "cannot write " + file + ": " + DurableFiles.reason(e) + "; free space and go on with --resume", e);
        }
    }

    /** Replaces the file by these lines' events, as a resume needs it. */
    public void rewrite(List<Map<String, Object>> lines) {
        seconds = 0;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header());
        lines.forEach(line -> out.writeBytes(frame(line)));
        DurableFiles.writeWhole(file, out.toByteArray());
    }

    private static byte[] header() {
        ByteBuffer event = ByteBuffer.allocate(9 + 2 + 13).order(LITTLE);
        event.put((byte) 0x09).putDouble(0);
        event.put((byte) 0x1a).put((byte) 13).put("brain.Event:2".getBytes(StandardCharsets.US_ASCII));
        return framed(event.array());
    }

    /** An Event: 1 wall_time, 2 step, 5 summary. */
    private byte[] frame(Map<String, Object> line) {
        seconds += number(line, "time/step") + number(line, "time/evaluation");
        ByteArrayOutputStream summary = new ByteArrayOutputStream();
        line.forEach((key, value) -> {
            if (value instanceof Number number && !key.equals("step") && Double.isFinite(number.doubleValue())) {
                byte[] scalar = scalar(key, number.floatValue());
                summary.write(0x0a);
                varint(summary, scalar.length);
                summary.writeBytes(scalar);
            }
        });
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.writeBytes(ByteBuffer.allocate(9)
                .order(LITTLE)
                .put((byte) 0x09)
                .putDouble(seconds)
                .array());
        event.write(0x10);
        varint(event, (long) number(line, "step"));
        event.write(0x2a);
        varint(event, summary.size());
        event.writeBytes(summary.toByteArray());
        return framed(event.toByteArray());
    }

    /** A Summary.Value: 1 tag, 2 simple_value. */
    private static byte[] scalar(String name, float value) {
        byte[] tag = name.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x0a);
        varint(out, tag.length);
        out.writeBytes(tag);
        out.writeBytes(ByteBuffer.allocate(5)
                .order(LITTLE)
                .put((byte) 0x15)
                .putFloat(value)
                .array());
        return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static byte[] framed(byte[] event) {
        byte[] length =
                ByteBuffer.allocate(8).order(LITTLE).putLong(event.length).array();
        return ByteBuffer.allocate(16 + event.length)
                .order(LITTLE)
                .put(length)
                .putInt(maskedCrc(length))
                .put(event)
                .putInt(maskedCrc(event))
                .array();
    }

    private static int maskedCrc(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return Integer.rotateRight((int) sum.getValue(), 15) + CRC_MASK;
    }

    private static double number(Map<String, Object> line, String key) {
        return line.get(key) instanceof Number number ? number.doubleValue() : 0;
    }
}
