package io.srpo.train.run;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A run's folder, held by one process at a time from opening to closing. */
public final class RunDirectory implements AutoCloseable {
    private final Path folder;
    private final FileChannel lockFile;

    private RunDirectory(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Creates the folder of a new run.
     *
     * @throws SrpoException (input) when a run is there already, or another process holds it
     */
    public static RunDirectory create(Path folder) {
        if (Files.exists(folder.resolve("config.yaml"))) {
            throw SrpoException.input(
                    "there is a run in " + folder + " already; go on with --resume, or name another folder with --run");
        }
        return hold(folder);
    }

    /** @throws SrpoException (input) when there is no run, or another process holds it */
    public static RunDirectory open(Path folder) {
        if (!Files.exists(folder.resolve("config.yaml"))) {
            throw SrpoException.input("there is no run in " + folder + " to go on with; start it without --resume");
        }
        return hold(folder);
    }

    private static RunDirectory hold(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw SrpoException.input("the run in " + folder
                        + " is in use by another process; wait for it to end, or name another folder with --run");
            }
            return new RunDirectory(folder, channel);
        } catch (IOException e) {
            throw SrpoException.resource(
                    "cannot write in " + folder + ": " + DurableFiles.reason(e) + "; name another folder with --run",
                    e);
        }
    }

    /** The lock is released when the channel is closed, or the process ends in whatever way. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    public Path folder() {
        return folder;
    }

    public Path config() {
        return folder.resolve("config.yaml");
    }

    public Path ledger() {
        return folder.resolve("ledger.duckdb");
    }

    public Path report() {
        return folder.resolve("report.html");
    }

    /** Where a finished run leaves its model, in Hugging Face layout. */
    public Path model() {
        return folder.resolve("model");
    }

    public MetricsLog metrics() {
        return new MetricsLog(folder.resolve("metrics.jsonl"), new TensorBoardLog(folder));
    }

    /** @param stateType the record that a resume needs */
    public <S> Checkpoints<S> checkpoints(Class<S> stateType, int keep) {
        return new Checkpoints<>(folder.resolve("checkpoints"), stateType, keep);
    }

    /** Writes a small text file of the run whole. */
    public void write(String name, String text) {
        DurableFiles.writeWhole(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw SrpoException.resource("cannot release " + folder + ": " + DurableFiles.reason(e), e);
        }
    }
}
