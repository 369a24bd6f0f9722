package io.srpo.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLogTest {
    @TempDir
    Path folder;

    /** What a frame's Event says. */
    private record Event(double time, long step, String version, Map<String, Float> scalars) {}

    @Test
    void everyNumberOfALineIsReadBackFromFramesWhoseChecksumsHold() throws IOException {
        TensorBoardLog log = new TensorBoardLog(folder);
        log.append(line(0, Map.of("eval/pass@1/math/s", 0.25, "time/evaluation", 2.0)));
        Map<String, Object> step = line(300, Map.of("stage", "reasoning", "groups/mixed", 7, "time/step", 1.5));
        step.put("update/loss", -1e-3);
        step.put("not-a-number", Double.NaN);
        log.append(step);

        assertThat(events(log.file()))
                .containsExactly(
                        new Event(0, 0, "brain.Event:2", Map.of()),
                        new Event(2.0, 0, "", Map.of("eval/pass@1/math/s", 0.25f, "time/evaluation", 2f)),
                        new Event(3.5, 300, "", Map.of("groups/mixed", 7f, "time/step", 1.5f, "update/loss", -1e-3f)));
    }

    @Test
    void theChecksumIsTheOneTensorBoardWrites() throws IOException {
        // Vectors from the record writer of the Python package tensorboard, for the same bytes.
        new TensorBoardLog(folder).rewrite(List.of());

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(new TensorBoardLog(folder).file()))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong()).isEqualTo(24);
        assertThat(bytes.getInt()).isEqualTo(0x224b7fa3);
        assertThat(bytes.getInt(bytes.limit() - 4)).isEqualTo(0xa328dfee);
    }

    @Test
    void aRunCutBackAndWrittenAgainHasTheFileOfTheRunLeftAlone() throws IOException {
        Path alone = Files.createDirectory(folder.resolve("alone"));
        Path resumed = Files.createDirectory(folder.resolve("resumed"));
        MetricsLog first = new MetricsLog(alone.resolve("metrics.jsonl"), new TensorBoardLog(alone));
        for (int step = 1; step <= 6; step++) {
            first.append(line(step, Map.of("a", 0.1 * step, "time/step", 1.25)));
        }
        MetricsLog killed = new MetricsLog(resumed.resolve("metrics.jsonl"), new TensorBoardLog(resumed));
        for (int step = 1; step <= 5; step++) {
            killed.append(line(step, Map.of("a", 0.1 * step, "time/step", 1.25)));
        }
        MetricsLog again = new MetricsLog(resumed.resolve("metrics.jsonl"), new TensorBoardLog(resumed));
        again.keep(line -> ((Number) line.get("step")).intValue() <= 3);
        for (int step = 4; step <= 6; step++) {
            again.append(line(step, Map.of("a", 0.1 * step, "time/step", 1.25)));
        }

        assertThat(new TensorBoardLog(resumed).file()).hasSameBinaryContentAs(new TensorBoardLog(alone).file());
        assertThat(events(new TensorBoardLog(resumed).file())).hasSize(7);
    }

    private static Map<String, Object> line(long step, Map<String, Object> values) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.putAll(values);
        return line;
    }

    /** A second reading of the format, by its description. */
    private static List<Event> events(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = take(in, 8);
            assertThat(in.getInt()).isEqualTo(masked(length));
            byte[] event = take(in, (int)
                    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
            assertThat(in.getInt()).isEqualTo(masked(event));
            events.add(event(ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN)));
        }
        return events;
    }

    private static Event event(ByteBuffer in) {
        double time = 0;
        long step = 0;
        String version = "";
        Map<String, Float> scalars = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            switch (in.get()) {
                case 0x09 -> time = in.getDouble();
                case 0x10 -> step = varint(in);
                case 0x1a -> version = text(in);
                case 0x2a -> {
                    ByteBuffer summary = part(in);
                    while (summary.hasRemaining()) {
                        assertThat(summary.get()).isEqualTo((byte) 0x0a);
                        ByteBuffer value = part(summary);
                        assertThat(value.get()).isEqualTo((byte) 0x0a);
                        String tag = text(value);
                        assertThat(value.get()).isEqualTo((byte) 0x15);
                        scalars.put(tag, value.getFloat());
                    }
                }
                default -> throw new AssertionError("an unknown field");
            }
        }
        return new Event(time, step, version, scalars);
    }

    private static String text(ByteBuffer in) {
        return new String(take(in, (int) varint(in)), StandardCharsets.UTF_8);
    }

    private static ByteBuffer part(ByteBuffer in) {
        return ByteBuffer.wrap(take(in, (int) varint(in))).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] take(ByteBuffer in, int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** CRC-32C bit by bit (Castagnoli's polynomial, reflected), masked as TFRecord has it. */
    private static int masked(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int i = 0; i < 8; i++) {
                crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
            }
        }
        crc = ~crc;
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }
}
