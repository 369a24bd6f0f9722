package io.srpo.train.report;

import io.srpo.core.SrpoException;
import io.srpo.train.run.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a run's folder holds beside its ledger.
 *
 * @param name the folder's name
 * @param config {@code config.yaml} as text, empty when it is not there
 * @param manifest {@code manifest.json} as text, empty when it is not there
 */
record RunFiles(String name, Timeline timeline, String config, String manifest) {
    static RunFiles read(Path run) {
        if (!Files.exists(run.resolve("config.yaml")) && !Files.exists(run.resolve("metrics.jsonl"))) {
            throw SrpoException.input("there is no run in " + run + "; give the folder of a run");
        }
        Path name = run.toAbsolutePath().normalize().getFileName();
        return new RunFiles(
                name == null ? "run" : name.toString(),
                Timeline.of(new MetricsLog(run.resolve("metrics.jsonl")).read()),
                text(run.resolve("config.yaml")),
                text(run.resolve("manifest.json")));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw SrpoException.resource("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
