package io.srpo.verify.sandbox;

import java.time.Duration;

/**
 * What one run may use.
 *
 * @param wall time from the candidate's start to its last test; waiting for a free sandbox is not counted
 * @param memoryBytes all processes of the run together, compiler included
 * @param outputBytes standard output and standard error together
 * @param processes processes and threads at once
 * @param fileBytes the largest file; all files together may hold four times as much
 * @param openFiles file descriptors of one process
 */
public record Limits(Duration wall, long memoryBytes, int outputBytes, int processes, long fileBytes, int openFiles) {
    /** 10 s, 512 MiB, 1 MiB of output, 64 processes, files of 16 MiB, 256 of them open. */
    public static final Limits STANDARD = new Limits(Duration.ofSeconds(10), 512L << 20, 1 << 20, 64, 16L << 20, 256);

    public Limits {
        if (wall.isNegative() || wall.isZero() || memoryBytes <= 0 || outputBytes <= 0 || processes <= 0) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    public Limits withWall(Duration other) {
        return new Limits(other, memoryBytes, outputBytes, processes, fileBytes, openFiles);
    }

    public Limits withMemory(long bytes) {
        return new Limits(wall, bytes, outputBytes, processes, fileBytes, openFiles);
    }
}
