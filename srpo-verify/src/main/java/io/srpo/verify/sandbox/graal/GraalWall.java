package io.srpo.verify.sandbox.graal;

import io.srpo.verify.sandbox.SandboxPool;
import io.srpo.verify.sandbox.SandboxProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A child JVM that runs candidates in GraalPy without any access to the machine, one after another, each in a context of its own.
 *
 * <p>GraalVM community has no resource limits for contexts, so they are set from around them:
 * <ul>
 *   <li>time and processor time: this JVM reads what the child's threads are charged with and cancels the candidate's context; a
 *       candidate that does not go within seconds (a huge power, a regular expression) ends with the child JVM,
 *   <li>memory: the heap is the outer bound (nothing that a candidate can reach allocates outside it: no native code, no files, no
 *       direct buffers), and {@link HeapWatch} holds the candidate's share of it to the limit; either ends the child JVM,
 *   <li>output: counted as it is written, and what passes the limit is never kept,
 *   <li>processes, threads, files, sockets: contexts may not have any.
 * </ul>
 * A child that ended with its candidate is replaced; a candidate never gets one that another has harmed.
 */
public final class GraalWall {
    /** Exit status of a JVM that ran out of heap, as ExitOnOutOfMemoryError has it. */
    static final int OUT_OF_MEMORY = 3;

    private GraalWall() {}

    /** Child JVMs for candidates, at most {@code parallel} at once. */
    public static SandboxPool pool(int parallel) {
        return new GraalPool(parallel);
    }

    /** One child JVM, waiting for a candidate. @throws IOException when it does not come up; its message says why */
    public static SandboxProcess raise() throws IOException {
        GraalProcess made = launch();
        made.awaitStart();
        return made;
    }

    /** Starts the JVM and does not wait for it. */
    static GraalProcess launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The heap is the limit on memory; the interpreter itself needs about a hundred and fifty megabytes of it.
        command.addAll(List.of("-Xmx640m", "-Xss2m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:+DisableAttachMechanism", "-XX:-UsePerfData"));
        command.addAll(List.of("-Dpolyglot.engine.WarnInterpreterOnly=false", "-Dfile.encoding=UTF-8"));
        command.addAll(List.of("-cp", classPath(), GraalWorker.class.getName()));
        return GraalProcess.start(command);
    }

    /** This JVM's, from wherever it is read: the child starts in another directory. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
