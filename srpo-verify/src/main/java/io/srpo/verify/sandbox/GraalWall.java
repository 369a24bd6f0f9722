package io.srpo.verify.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A child JVM that runs candidates in GraalPy without any access to the machine. */
final class GraalWall {
    /** Exit status of a JVM that ran out of heap, as ExitOnOutOfMemoryError has it. */
    static final int OUT_OF_MEMORY = 3;

    private GraalWall() {}

    static SandboxProcess raise() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The heap is the limit on memory; the interpreter itself needs about a hundred megabytes of it.
        command.addAll(List.of("-Xmx640m", "-Xss2m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:+DisableAttachMechanism", "-XX:-UsePerfData"));
        command.addAll(List.of("-Dpolyglot.engine.WarnInterpreterOnly=false", "-Dfile.encoding=UTF-8"));
        command.addAll(List.of("-cp", classPath(), GraalWorker.class.getName()));
        return SandboxProcess.start(command, Map.of());
    }

    /** This JVM's, with every place made absolute: the child starts in another directory. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
