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
                path.substring(path.replace('\\', '/').lastIndexOf('/') + 1),
                at(root, "rollout", "samples") instanceof Number samples ? samples.intValue() : 0,
                stages instanceof List<?> list ? list.size() : 0);
    }

    private static Object at(Object root, String... keys) {
        Object at = root;
        for (String key : keys) {
            at = at instanceof Map<?, ?> map ? Objects.requireNonNullElse(map.get(key), "") : "";
        }
        return at;
    }
}
