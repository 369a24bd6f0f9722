package io.srpo.data.curate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.data.read.FileHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is written beside a curated file. None of it holds a time, so the same curation gives the same bytes. */
final class CurationFiles {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int LONGEST_SAMPLE = 300;

    private CurationFiles() {}

    static Path removed(Path out) {
        return out.resolveSibling(out.getFileName() + ".removed.jsonl");
    }

    static void report(Path out, CurationResult result, CurationRules rules) throws IOException {
        StringBuilder text = new StringBuilder("# Curation of " + out.getFileName() + "\n\n");
        text.append(result.rows())
                .append(" rows read, ")
                .append(result.written().rows())
                .append(" kept.");
        if (result.written().renamed() > 0) {
            text.append(' ')
                    .append(result.written().renamed())
                    .append(" rows had an id that was taken and got another.");
        }
        text.append("\n\n| source | licence | rows | kept |\n|---|---|---:|---:|\n");
        for (CurationResult.SourceCount source : result.sources()) {
            text.append("| ")
                    .append(source.source().name())
                    .append(" | ")
                    .append(source.source().licence());
            text.append(" | ")
                    .append(source.rows())
                    .append(" | ")
                    .append(source.kept())
                    .append(" |\n");
        }
        text.append("\n| filter | removed | share |\n|---|---:|---:|\n");
        for (Filter filter : Filter.values()) {
            boolean on = filter == Filter.UNREADABLE || rules.on(filter);
            int count = result.removed().getOrDefault(filter, 0);
            text.append("| ")
                    .append(filter.label())
                    .append(" | ")
                    .append(on ? String.valueOf(count) : "off")
                    .append(" | ");
            text.append(on ? String.format(Locale.ROOT, "%.2f%%", 100.0 * count / Math.max(1, result.rows())) : "")
                    .append(" |\n");
        }
        text.append("\nA row counts under the first filter that removes it. All removals with their reasons: `")
                .append(removed(out).getFileName())
                .append("`.\n");
        for (Map.Entry<Filter, List<Removal>> shown : result.samples().entrySet()) {
            text.append("\n## ").append(shown.getKey().label()).append("\n\n");
            for (Removal removal : shown.getValue()) {
                text.append("- ")
                        .append(removal.file().getFileName())
                        .append(':')
                        .append(removal.line())
                        .append(": ");
                text.append(oneLine(removal.reason()))
                        .append("\n  > ")
                        .append(oneLine(removal.question()))
                        .append('\n');
            }
        }
        Files.writeString(out.resolveSibling(out.getFileName() + ".report.md"), text);
    }

    static void manifest(
            Path out,
            CurationResult result,
            CurationRules rules,
            Map<Path, String> inputs,
            Map<Path, String> benchmarks)
            throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        ArrayNode sources = json.putArray("sources");
        for (CurationResult.SourceCount source : result.sources()) {
            sources.addObject()
                    .put("name", source.source().name())
                    .put("file", String.valueOf(source.source().file().getFileName()))
                    .put("sha256", inputs.get(source.source().file()))
                    .put("licence", source.source().licence())
                    .put("rows", source.rows())
                    .put("kept", source.kept());
        }
        ArrayNode against = json.putArray("benchmarks");
        benchmarks.forEach((file, hash) -> against.addObject()
                .put("file", String.valueOf(file.getFileName()))
                .put("sha256", hash));
        json.set("rules", rules(rules));
        ObjectNode removed = json.putObject("removed");
        result.removed().forEach((filter, count) -> removed.put(filter.label(), count));
        json.putObject("out")
                .put("file", String.valueOf(out.getFileName()))
                .put("sha256", FileHash.sha256(out))
                .put("rows", result.written().rows());
        Files.writeString(
                out.resolveSibling(out.getFileName() + ".manifest.json"), MAPPER.writeValueAsString(json) + "\n");
    }

    private static ObjectNode rules(CurationRules rules) {
        ObjectNode json = MAPPER.createObjectNode();
        ArrayNode filters = json.putArray("filters");
        rules.filters().stream().sorted().forEach(filter -> filters.add(filter.label()));
        json.put("longest", rules.longest()).set("languages", MAPPER.valueToTree(rules.languages()));
        json.put("near", rules.near()).put("gram", rules.gram()).put("contaminationNear", rules.contaminationNear());
        json.set("balanceBy", MAPPER.valueToTree(rules.balanceBy()));
        return json.put("most", rules.most()).put("seed", rules.seed());
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_SAMPLE ? line : line.substring(0, LONGEST_SAMPLE) + " ...";
    }
}
