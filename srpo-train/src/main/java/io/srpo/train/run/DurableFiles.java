package io.srpo.train.run;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Files that survive a crash: written aside, synced, renamed; and checksums to notice when one did not. */
public final class DurableFiles {
    private DurableFiles() {}

    /** Replaces a file's content whole: after a crash either the old or the new content is there. */
    public static void writeWhole(Path file, byte[] content) {
        Path aside = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            Files.write(aside, content);
            sync(aside);
            move(aside, file);
        } catch (IOException e) {
            throw SrpoException.resource(
                    "cannot write " + file + ": " + reason(e) + "; free space or choose another --run folder", e);
        }
    }

    /** Renames within a folder and syncs the folder, so that the new name is on disk. */
    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
        Path folder = to.toAbsolutePath().getParent();
        if (folder != null) {
            sync(folder);
        }
    }

    /** Forces a file's (or a folder's) content to disk. */
    static void sync(Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        try (FileChannel channel =
                FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            // Some file systems refuse to sync a folder; the rename itself has been done.
            if (!folder) {
                throw e;
            }
        }
    }

    /** SHA-256 of a file, lower-case hex. */
    static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw SrpoException.internal("this Java has no SHA-256", e);
        }
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** All plain files under a folder, relative, in order of their names. */
    static List<Path> filesUnder(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** What went wrong, in words: the message of an IOException is often only a file's name. */
    static String reason(IOException e) {
        String message = e.getMessage();
        String type = e.getClass().getSimpleName();
        return message == null ? type : type.equals("IOException") ? message : type + " (" + message + ")";
    }
}
