package io.srpo.cli.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Version;
import io.srpo.core.SrpoException;
import io.srpo.data.read.FileHash;
import io.srpo.engine.torch.Blas;
import io.srpo.train.config.DataSpec;
import io.srpo.train.config.EvaluationSpec;
import io.srpo.train.config.RunConfig;
import io.srpo.train.config.StageSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** What a run was made with: versions, machine, and hashes of the files it read. */
final class Manifest {
    private Manifest() {}

    /**
     * Data that a run goes on with has to be the data that it began with: its history is kept under the tasks' ids.
     *
     * @throws SrpoException (input) naming the file that has changed since
     */
    static void insistOnSameFiles(Path manifest, RunConfig config) {
        if (!Files.isRegularFile(manifest)) {
            return;
        }
        JsonNode then;
        try {
            then = JsonLines.MAPPER.readTree(manifest.toFile()).path("files");
        } catch (IOException e) {
            throw SrpoException.input(
                    manifest + " is damaged (" + e.getMessage() + "); delete it and go on with --resume", e);
        }
        JsonNode now = files(config);
        then.fields().forEachRemaining(file -> {
            JsonNode hash = now.path(file.getKey());
            if (!hash.isMissingNode() && !hash.equals(file.getValue())) {
                throw SrpoException.input(
                        file.getKey()
                                + " is not the file that this run was begun with; put that one back, or start a new run with another --run folder");
            }
        });
    }

    static String of(RunConfig config) {
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("started", Instant.now().toString());
        json.put("version", Version.text()).put("java", Runtime.version().toString());
        json.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        json.put("machine", Machine.describe());
        json.put("seed", config.seed());
        json.put("threads", config.threads() > 0 ? config.threads() : Machine.cores());
        json.put("model", config.model().path()).put("dtype", config.model().dtype());
        json.put("blas", Blas.name());
        json.set("files", files(config));
        return json.toPrettyString() + "\n";
    }

    private static ObjectNode files(RunConfig config) {
        ObjectNode hashes = JsonLines.MAPPER.createObjectNode();
        for (StageSpec stage : config.stages()) {
            stage.data().stream().map(DataSpec::file).forEach(file -> hash(hashes, file));
        }
        config.evaluation().sets().stream().map(EvaluationSpec.EvalSet::file).forEach(file -> hash(hashes, file));
        if (Files.isRegularFile(Path.of(config.model().path()))) {
            hash(hashes, Path.of(config.model().path()));
        }
        return hashes;
    }

    private static void hash(ObjectNode hashes, Path file) {
        if (!hashes.has(file.toString())) {
            hashes.put(file.toString(), "sha256:" + FileHash.sha256(file));
        }
    }
}
