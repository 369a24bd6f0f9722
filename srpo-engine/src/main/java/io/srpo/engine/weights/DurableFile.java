package io.srpo.engine.weights;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes files that are either whole or not there: under a temporary name beside the target, synced to the disk, then renamed. What was there before is replaced only
 * by the rename.
 */
public final class DurableFile {
    private static final Logger LOG = LoggerFactory.getLogger(DurableFile.class);

    private DurableFile() {}

    /** Writes the content to a channel that stands at 0. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /** @throws SrpoException (resource) when the disk is full or not writable; nothing is then left behind */
    public static void write(Path target, Content content) {
        Path temporary = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                content.writeTo(channel);
                channel.force(true);
            }
            move(temporary, target);
            syncFolder(Objects.requireNonNull(target.toAbsolutePath().getParent()));
        } catch (IOException e) {
            throw SrpoException.resource(
                    target + ": cannot be written (" + e.getMessage() + "); check free space and permissions", e);
        } finally {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                // Best effort: the failure that matters has been reported, and the next write replaces the leftover.
                LOG.debug("left {} behind", temporary, e);
            }
        }
    }

    /** A text in UTF-8. */
    public static void write(Path target, String text) {
        write(target, channel -> {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes a rename within a folder last; does nothing where folders cannot be synced (Windows). */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be synced", folder, e);
        }
    }
}
