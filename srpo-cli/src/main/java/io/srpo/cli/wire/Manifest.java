package io.srpo.cli.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Version;
import io.srpo.data.read.FileHash;
import io.srpo.train.config.DataSpec;
import io.srpo.train.config.EvaluationSpec;
import io.srpo.train.config.RunConfig;
import io.srpo.train.config.StageSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** What a run was made with: versions, machine, and hashes of the files it read. */
final class Manifest {
    private Manifest() {}

    static String of(RunConfig config) {
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("started", Instant.now().toString());
        json.put("version", Version.text()).put("java", Runtime.version().toString());
        json.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        json.put("machine", Machine.describe());
        json.put("seed", config.seed());
        json.put("threads", config.threads() > 0 ? config.threads() : Machine.cores());
        json.put("model", config.model().path()).put("dtype", config.model().dtype());
        ObjectNode hashes = json.putObject("files");
        for (StageSpec stage : config.stages()) {
            stage.data().stream().map(DataSpec::file).forEach(file -> hash(hashes, file));
        }
        config.evaluation().sets().stream().map(EvaluationSpec.EvalSet::file).forEach(file -> hash(hashes, file));
        if (Files.isRegularFile(Path.of(config.model().path()))) {
            hash(hashes, Path.of(config.model().path()));
        }
        return json.toPrettyString() + "\n";
    }

    private static void hash(ObjectNode hashes, Path file) {
        if (!hashes.has(file.toString())) {
            hashes.put(file.toString(), "sha256:" + FileHash.sha256(file));
        }
    }
}
