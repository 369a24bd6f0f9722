package io.srpo.verify.sandbox;

import java.util.Map;

/** The first frame of a run: everything the candidate's side may know. */
public final class Job {
    private Job() {}

    /**
     * @param kind {@code asserts}, {@code call}, {@code program} or {@code stdio}
     * @param source the candidate
     */
    public static Map<String, Object> load(String kind, String source, Limits limits) {
        return Map.of("kind", kind, "source", source, "limits", limits(limits, false));
    }

    /**
     * A Java program to be compiled.
     *
     * @param files path inside the sandbox to content in base64
     */
    public static Map<String, Object> java(Map<String, Object> files, Limits limits) {
        String home = System.getProperty("java.home");
        return Map.of(
                "kind",
                "java",
                "files",
                files,
                "java",
                home + "/bin/java",
                "javac",
                home + "/bin/javac",
                // What the JVM itself needs beside its heap comes out of the same limit.
                "heap",
                Math.max(limits.memoryBytes() - (128L << 20), limits.memoryBytes() / 2),
                "limits",
                limits(limits, true));
    }

    private static Map<String, Object> limits(Limits limits, boolean reserves) {
        long seconds = Math.max(1, (limits.wall().toMillis() + 999) / 1000);
        return Map.of(
                "memory", limits.memoryBytes(),
                "output", limits.outputBytes(),
                "processes", limits.processes(),
                "file", limits.fileBytes(),
                "files", limits.openFiles(),
                "cpu", (seconds + 1) * (reserves ? 2 : 1),
                "reserves", reserves);
    }
}
