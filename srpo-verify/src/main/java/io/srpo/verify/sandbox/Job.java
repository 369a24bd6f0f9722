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
     * A compiled Java program.
     *
     * @param files path inside the sandbox to content in base64
     */
    public static Map<String, Object> java(Map<String, Object> files, Limits limits) {
        return Map.of(
                "kind", "java", "files", files, "java", java(), "heap", heap(limits), "limits", limits(limits, true));
    }

    /**
     * A compiler that waits for sources.
     *
     * @param files its classes: path inside the sandbox to content in base64
     * @param main its class with {@code main}
     */
    public static Map<String, Object> compiler(Map<String, Object> files, String main, Limits limits) {
        return Map.of(
                "kind",
                "compiler",
                "files",
                files,
                "java",
                java(),
                "main",
                main,
                "heap",
                heap(limits),
                "limits",
                limits(limits, true));
    }

    private static String java() {
        return System.getProperty("java.home") + "/bin/java";
    }

    /** What the JVM itself needs beside its heap comes out of the same limit. */
    private static long heap(Limits limits) {
        return Math.max(limits.memoryBytes() - (128L << 20), limits.memoryBytes() / 2);
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
