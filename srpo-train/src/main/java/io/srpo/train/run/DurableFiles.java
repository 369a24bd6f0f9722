package io.srpo.train.run;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
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

    /**
     * Replaces a folder whole. After a crash the old or the new one is there, or for a moment neither, never a part of one.
     *
     * @param writer writes into the folder that it is given
     */
    public static void replaceFolder(Path folder, Consumer<Path> writer) {
        Path aside = folder.resolveSibling("." + folder.getFileName() + ".tmp");
        try {
            deleteTree(aside);
            Files.createDirectories(aside);
            writer.accept(aside);
            for (Path file : filesUnder(aside)) {
                sync(aside.resolve(file));
            }
            deleteTree(folder);
            move(aside, folder);
        } catch (IOException e) {
            discard(aside);
            throw SrpoException.resource(
                    "cannot write " + folder + " (" + reason(e) + "); free space and go on with --resume", e);
        } catch (SrpoException e) {
            discard(aside);
            throw e.category() != SrpoException.Category.RESOURCE
                    ? e
                    : SrpoException.resource(
                            "cannot write " + folder + " (" + e.getMessage() + "); free space and go on with --resume",
                            e);
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

    /** Deletes a folder that nobody needs any more; what cannot be deleted stays. */
    public static void discard(Path folder) {
        try {
            deleteTree(folder);
        } catch (IOException stays) {
            // Nothing hangs from it.
        }
    }

    /** Bytes of all files under a folder; 0 when it is not there. */
    public static long bytes(Path folder) {
        if (!Files.exists(folder)) {
            return 0;
        }
        try {
            long bytes = 0;
            for (Path file : filesUnder(folder)) {
                bytes += Files.size(folder.resolve(file));
            }
            return bytes;
        } catch (IOException e) {
            throw SrpoException.resource("cannot read " + folder + ": " + reason(e), e);
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
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " is not there";
        }
        if (e instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is there already";
        }
        if (e instanceof FileSystemException told && told.getReason() != null) {
            return told.getFile() + ": " + told.getReason();
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
