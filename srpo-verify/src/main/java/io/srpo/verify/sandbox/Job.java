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
        long seconds = Math.max(1, (limits.wall().toMillis() + 999) / 1000);
        return Map.of(
                "kind",
                kind,
                "source",
                source,
                "limits",
                Map.of(
                        "memory", limits.memoryBytes(),
                        "output", limits.outputBytes(),
                        "processes", limits.processes(),
                        "file", limits.fileBytes(),
                        "files", limits.openFiles(),
                        "cpu", seconds + 1));
    }
}
