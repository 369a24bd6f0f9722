package io.srpo.train.config;

import java.util.Locale;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** A tree as YAML that {@link YamlTree} reads back to the same tree: short leaves on one line, words quoted where they look like something else. */
final class YamlText {
    private YamlText() {}

    static String of(Object tree) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
        options.setWidth(140);
        options.setSplitLines(false);
        return new Yaml(new Quoting(options), options).dump(tree);
    }

    private static final class Quoting extends Representer {
        Quoting(DumperOptions options) {
            super(options);
            representers.put(String.class, this::text);
        }

        private Node text(Object word) {
            // Also what YAML 1.1 readers take for true and false: the file shall mean the same to everyone.
            boolean plain = YamlTree.plain((String) word).isTextual()
                    && !Set.of("on", "off", "yes", "no", "y", "n").contains(((String) word).toLowerCase(Locale.ROOT));
            return representScalar(
                    Tag.STR,
                    (String) word,
                    plain ? DumperOptions.ScalarStyle.PLAIN : DumperOptions.ScalarStyle.DOUBLE_QUOTED);
        }
    }
}
