package io.srpo.data.curate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import io.srpo.core.task.Task;
import io.srpo.data.read.TaskJson;
import io.srpo.data.read.TaskSource;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The second reading: kept rows go out with where they came from, rows removed by comparison go to the removed. */
final class CurationWriter {
    private final List<CurationSource> sources;
    private final Decisions decisions;
    private final RemovalLog log;
    private final RemovedFile removed;
    private final LongTable ids = new LongTable();
    private int renamed;

    CurationWriter(List<CurationSource> sources, Decisions decisions, RemovalLog log, RemovedFile removed) {
        this.sources = sources;
        this.decisions = decisions;
        this.log = log;
        this.removed = removed;
    }

    CurationResult.Written write(Path out, Curation.Progress progress) throws IOException {
        int row = 0;
        int rows = 0;
        try (Writer writer = Files.newBufferedWriter(out)) {
            for (int s = 0; s < sources.size(); s++) {
                CurationSource source = sources.get(s);
                try (TaskSource tasks = TaskSource.open(source.file(), source.domain(), source.fields())) {
                    for (TaskSource.Item item = tasks.next(); item != null; item = tasks.next()) {
                        rows += one(writer, row++, s, item) ? 1 : 0;
                        if (row % 8192 == 0) {
                            progress.at("writing", row);
                        }
                    }
                }
            }
        }
        progress.at("writing", row);
        return new CurationResult.Written(out, rows, renamed);
    }

    private boolean one(Writer writer, int row, int s, TaskSource.Item item) throws IOException {
        boolean known = row < decisions.rows() && decisions.source(row) == s && decisions.line(row) == item.line();
        if (!known) {
            throw SrpoException.input(sources.get(s).file() + ":" + item.line()
                    + ": the file has changed while it was curated; leave it alone and start again");
        }
        Filter filter = decisions.filter(row);
        log.read(s, filter == null);
        if (!(item instanceof TaskSource.Item.Good good)) {
            return false;
        }
        Task task = good.task();
        if (log.wantsQuestion(row)) {
            log.question(row, task.question());
        }
        if (filter == null) {
            writer.write(line(sources.get(s), task, item.line()).toString());
            writer.write('\n');
            return true;
        }
        if (decisions.twin(row) >= 0 || filter == Filter.BALANCE) {
            Removal removal =
                    new Removal(filter, reason(row, filter), sources.get(s).file(), item.line(), task.question());
            log.add(removal);
            removed.write(removal);
        }
        return false;
    }

    private String reason(int row, Filter filter) {
        if (filter == Filter.BALANCE) {
            return "its group is full";
        }
        int twin = decisions.twin(row);
        String place = sources.get(decisions.source(twin)).file().getFileName() + ":" + decisions.line(twin);
        String shown = log.twinQuestion(twin).isEmpty() ? "" : ": " + log.twinQuestion(twin);
        return switch (filter) {
            case CONFLICT -> "another answer to the same question in " + place + shown;
            case NEAR_DUPLICATE ->
                String.format(Locale.ROOT, "similarity %.2f to %s%s", decisions.similarity(row), place, shown);
            default -> "the same question as in " + place + shown;
        };
    }

    private ObjectNode line(CurationSource source, Task task, int line) {
        ObjectNode json = TaskJson.format(task);
        if (!json.has("source")) {
            json.put("source", source.name());
        }
        String id = task.id();
        if (ids.putIfAbsent(Mix.of(id), 0) >= 0) {
            renamed++;
            id = source.name() + "/" + id;
            if (ids.putIfAbsent(Mix.of(id), 0) >= 0) {
                id = source.name() + ":" + line + "/" + task.id();
            }
            json.put("id", id);
        }
        json.putObject("origin")
                .put("file", String.valueOf(source.file().getFileName()))
                .put("line", line)
                .put("licence", source.licence());
        return json;
    }
}
