package io.srpo.train.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import io.srpo.core.task.Domain;
import io.srpo.data.curate.CurationRules;
import io.srpo.data.curate.CurationSource;
import io.srpo.data.curate.Filter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that decides a curation.
 *
 * @param out absolute
 * @param near 0 for no search of near duplicates
 */
public record CurateConfig(
        List<Source> sources,
        Path out,
        Filters filters,
        Tokens tokens,
        List<String> languages,
        double near,
        Against contamination,
        Balance balance,
        long seed) {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().addModule(new PathModule()).build();

    /** A file that goes in. */
    public record Source(
            Path file, @Nullable String name, @Nullable String domain, String licence, Map<String, String> fields) {}

    /** Which rows are removed for what they are. */
    public record Filters(
            boolean multipleChoice,
            boolean trueFalse,
            boolean proof,
            boolean severalParts,
            boolean picture,
            boolean link,
            boolean unverifiable,
            boolean solutions,
            boolean conflict,
            boolean duplicate) {}

    /**
     * @param most 0 for any length
     * @param tokenizer null for an estimate
     */
    public record Tokens(int most, @Nullable String tokenizer) {}

    /**
     * @param against benchmarks' files, absolute
     * @param near 0 for none
     */
    public record Against(List<Path> against, int gram, double near) {}

    /** @param most 0 for any number */
    public record Balance(List<String> by, int most) {}

    /**
     * Reads a configuration and looks whether the files it names are there.
     *
     * @throws SrpoException (input, usage) naming file, line and key of what is wrong, and how to mend it
     */
    public static CurateConfig load(Path file, List<String> sets) {
        ConfigFile config = ConfigFile.read(file, sets, Schema.resource("srpo-curate.schema.json"));
        Path folder = file.toAbsolutePath().getParent();
        ObjectNode tree = config.tree();
        JsonNode sources = tree.get("sources");
        for (int i = 0; i < sources.size(); i++) {
            ConfigPaths.resolve(config, (ObjectNode) sources.get(i), "file", "/sources/" + i + "/file", folder, true);
        }
        ConfigPaths.resolve(config, tree, "out", "/out", folder, false);
        ObjectNode contamination = (ObjectNode) tree.get("contamination");
        JsonNode against = contamination.get("against");
        for (int i = 0; i < against.size(); i++) {
            ObjectNode one =
                    MAPPER.createObjectNode().put("file", against.get(i).textValue());
            ConfigPaths.resolve(config, one, "file", "/contamination/against/" + i, folder, true);
            ((ArrayNode) against).set(i, one.get("file"));
        }
        try {
            return MAPPER.treeToValue(tree, CurateConfig.class);
        } catch (JsonProcessingException e) {
            throw SrpoException.internal(file + " passed the schema but cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** The sources as the curation takes them. */
    public List<CurationSource> curationSources() {
        return sources.stream()
                .map(source -> new CurationSource(
                        source.file(),
                        source.name() == null ? stem(source.file()) : source.name(),
                        source.domain() == null ? null : new Domain(source.domain()),
                        source.licence(),
                        source.fields()))
                .toList();
    }

    /** The rules as the curation takes them. */
    public CurationRules rules() {
        Set<Filter> on = EnumSet.noneOf(Filter.class);
        put(on, filters.multipleChoice(), Filter.MULTIPLE_CHOICE);
        put(on, filters.trueFalse(), Filter.TRUE_FALSE);
        put(on, filters.proof(), Filter.PROOF);
        put(on, filters.severalParts(), Filter.SEVERAL_PARTS);
        put(on, filters.picture(), Filter.PICTURE);
        put(on, filters.link(), Filter.LINK);
        put(on, filters.unverifiable() || filters.solutions(), Filter.UNVERIFIABLE);
        put(on, filters.conflict(), Filter.CONFLICT);
        put(on, filters.duplicate(), Filter.EXACT_DUPLICATE);
        put(on, tokens.most() > 0, Filter.TOO_LONG);
        put(on, !languages.isEmpty(), Filter.LANGUAGE);
        put(on, near > 0, Filter.NEAR_DUPLICATE);
        put(on, !contamination.against().isEmpty(), Filter.CONTAMINATED);
        put(on, balance.most() > 0, Filter.BALANCE);
        double alike = contamination.near() > 0 ? contamination.near() : 2;
        return new CurationRules(
                on, tokens.most(), languages, near, contamination.gram(), alike, balance.by(), balance.most(), seed);
    }

    private static void put(Set<Filter> on, boolean wanted, Filter filter) {
        if (wanted) {
            on.add(filter);
        }
    }

    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("(\\.[A-Za-z]{2,7}){1,2}$", "");
    }
}
