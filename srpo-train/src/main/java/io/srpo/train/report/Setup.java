package io.srpo.train.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The little of a configuration that the first screen tells. The report shall open on any run, also on one of another version, so what cannot be read is
 * left out.
 *
 * @param model the weights' file or folder name; empty when not known
 * @param samples answers to each problem; 0 when not known
 * @param stages how many are planned; 0 when not known
 */
record Setup(String model, int samples, int stages) {
    static Setup of(String config) {
        Object root;
        try {
            root = new Yaml(new SafeConstructor(new LoaderOptions())).load(config);
        } catch (YAMLException unreadable) {
            return new Setup("", 0, 0);
        }
        String path = Objects.toString(at(root, "model", "path"), "");
        Object stages = at(root, "stages");
        return new Setup(
                modelName(path),
                at(root, "rollout", "samples") instanceof Number samples ? samples.intValue() : 0,
                stages instanceof List<?> list ? list.size() : 0);
    }

    /** The folder's name; the run's for a model that a run left in {@code RUN/model}. */
    private static String modelName(String path) {
        String[] parts = path.replace('\\', '/').split("/", -1);
        String last = parts[parts.length - 1];
        return last.equals("model") && parts.length > 1 ? parts[parts.length - 2] : last;
    }

    private static Object at(Object root, String... keys) {
        Object at = root;
        for (String key : keys) {
            at = at instanceof Map<?, ?> map ? Objects.requireNonNullElse(map.get(key), "") : "";
        }
        return at;
    }
}
