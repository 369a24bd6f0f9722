package io.srpo.data.curate;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Task;
import io.srpo.data.read.FileHash;
import io.srpo.data.read.TaskSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From several files one clean one. Reads every source twice, row by row: once to decide, once to write; nothing read is ever changed. The same files and rules
 * give the same bytes, on any number of cores.
 *
 * <p>Beside {@code OUT} it writes {@code OUT.removed.jsonl} (every removed row with its filter, reason and place), {@code OUT.report.md} (for a person) and
 * {@code OUT.manifest.json} (hashes of all that went in and came out).
 */
public final class Curation {
    /** Rows looked at together. */
    private static final int BATCH = 2048;

    private final List<CurationSource> sources;
    private final CurationRules rules;
    private final TaskChecks checks;
    private final Contamination benchmarks;
    private final Map<Path, String> benchmarkHashes;

    /** Told how far it is. */
    @FunctionalInterface
    public interface Progress {
        /** @param doing "reading" or "writing" */
        void at(String doing, long rows);
    }

    /**
     * @param benchmarks filled; empty when contamination is not asked for
     * @param benchmarkHashes the benchmarks' files with their SHA-256, for the manifest
     */
    public Curation(
            List<CurationSource> sources,
            CurationRules rules,
            TaskChecks checks,
            Contamination benchmarks,
            Map<Path, String> benchmarkHashes) {
        if (sources.isEmpty()) {
            throw SrpoException.usage("a curation needs at least one source");
        }
        this.sources = List.copyOf(sources);
        this.rules = rules;
        this.checks = checks;
        this.benchmarks = benchmarks;
        this.benchmarkHashes = new LinkedHashMap<>(benchmarkHashes);
    }

    /**
     * @param out written anew, with its companions
     * @throws SrpoException (input) when a source cannot be read, (usage) when {@code out} is one of them, (resource) when it cannot be written
     */
    public CurationResult run(Path out, Progress progress) {
        for (CurationSource source : sources) {
            if (source.file()
                    .toAbsolutePath()
                    .normalize()
                    .equals(out.toAbsolutePath().normalize())) {
                throw SrpoException.usage(
                        out + " is a source of this curation; nothing is changed in place, so name another file");
            }
        }
        Decisions decisions = new Decisions(rules, checks);
        RemovalLog removals = new RemovalLog(sources);
        try (RemovedFile removed = new RemovedFile(CurationFiles.removed(out))) {
            decide(decisions, removals, removed, progress);
            decisions.settle();
            removals.samplesOf(decisions);
            CurationResult.Written written =
                    new CurationWriter(sources, decisions, removals, removed).write(out, progress);
            removed.close();
            CurationResult result = removals.result(decisions, written);
            CurationFiles.report(out, result, rules);
            CurationFiles.manifest(out, result, rules, inputs(), benchmarkHashes);
            return result;
        } catch (IOException e) {
            throw SrpoException.resource("cannot write " + out + " or what belongs to it: " + e.getMessage(), e);
        }
    }

    private void decide(Decisions decisions, RemovalLog removals, RemovedFile removed, Progress progress)
            throws IOException {
        for (int s = 0; s < sources.size(); s++) {
            CurationSource source = sources.get(s);
            try (TaskSource tasks = TaskSource.open(source.file(), source.domain(), source.fields())) {
                List<TaskSource.Item> batch = new ArrayList<>(BATCH);
                for (TaskSource.Item item = tasks.next(); item != null; item = tasks.next()) {
                    batch.add(item);
                    if (batch.size() == BATCH) {
                        take(batch, s, decisions, removals, removed);
                        progress.at("reading", decisions.rows());
                    }
                }
                take(batch, s, decisions, removals, removed);
            }
        }
        progress.at("reading", decisions.rows());
    }

    private void take(List<TaskSource.Item> batch, int s, Decisions decisions, RemovalLog removals, RemovedFile removed)
            throws IOException {
        List<Looked> looked = batch.parallelStream()
                .map(item -> Looked.at(item, rules, checks, benchmarks))
                .toList();
        for (Looked row : looked) {
            decisions.add(s, sources.get(s).name(), row);
            Filter filter = row.filter();
            if (filter != null) {
                Task task = row.task();
                String question = task == null ? "" : task.question();
                Removal removal = new Removal(
                        filter, String.valueOf(row.reason()), sources.get(s).file(), row.line(), question);
                removals.add(removal);
                removed.write(removal);
            }
        }
        batch.clear();
    }

    private Map<Path, String> inputs() {
        Map<Path, String> hashes = new LinkedHashMap<>();
        for (CurationSource source : sources) {
            hashes.put(source.file(), FileHash.sha256(source.file()));
        }
        return hashes;
    }
}
