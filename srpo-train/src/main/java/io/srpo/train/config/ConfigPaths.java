package io.srpo.train.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the paths of a configuration absolute: relative ones start at its own folder. */
final class ConfigPaths {
    private ConfigPaths() {}

    static void resolve(ConfigFile config, @Nullable Path folder, boolean mustExist) {
        ObjectNode tree = config.tree();
        JsonNode model = tree.get("model");
        if (!model.get("path").textValue().equals(ModelSpec.BUNDLED)) {
            resolve(config, (ObjectNode) model, "path", "/model/path", folder, mustExist);
        }
        JsonNode stages = tree.get("stages");
        for (int s = 0; s < stages.size(); s++) {
            resolveAll(config, stages.get(s).get("data"), "/stages/" + s + "/data", folder, mustExist);
        }
        JsonNode verifiers = tree.get("verifiers");
        verifiers.fieldNames().forEachRemaining(domain -> {
            if (verifiers.get(domain).textValue().endsWith(".java")) {
                resolve(config, (ObjectNode) verifiers, domain, "/verifiers/" + domain, folder, mustExist);
            }
        });
        resolveAll(config, tree.get("evaluation").get("sets"), "/evaluation/sets", folder, mustExist);
    }

    private static void resolveAll(
            ConfigFile config, JsonNode list, String pointer, @Nullable Path folder, boolean mustExist) {
        for (int i = 0; i < list.size(); i++) {
            resolve(config, (ObjectNode) list.get(i), "file", pointer + "/" + i + "/file", folder, mustExist);
        }
    }

    /** One path: {@code key} of an object that stands at {@code pointer} less its last step. */
    static void resolve(
            ConfigFile config,
            ObjectNode object,
            String key,
            String pointer,
            @Nullable Path folder,
            boolean mustExist) {
        Path given = Path.of(object.get(key).textValue());
        Path whole = (folder == null ? given.toAbsolutePath() : folder.resolve(given)).normalize();
        if (mustExist && !Files.exists(whole)) {
            throw config.fault(pointer, Pointers.dotted(pointer) + ": there is no file " + whole);
        }
        object.put(key, whole.toString());
    }
}
