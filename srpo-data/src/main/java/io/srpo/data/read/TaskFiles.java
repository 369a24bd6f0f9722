package io.srpo.data.read;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Problem sets from JSONL files. The plain layouts and those of well-known sets are recognised by their columns, row by row; the first layout that fits a row
 * reads it. Any other file needs its fields named.
 */
public final class TaskFiles {
    /** In this order: a row that has both a known set's columns and the plain ones belongs to the known set. */
    private static final List<Layout> KNOWN = List.of(
            new Gsm8kLayout(),
            new CompetitionMathLayout(),
            new MawpsLayout(),
            new SvampLayout(),
            new DeepMathLayout(),
            new ChatPromptLayout(),
            new MbppLayout(),
            new HumanEvalLayout(),
            new CodeContestsLayout(),
            new LiveCodeBenchLayout());

    private TaskFiles() {}

    /**
     * Reads a file's tasks, in its order.
     *
     * <p>Ids are the given ones ({@code id} and the known sets' own columns; a bare number of a known set becomes {@code <file stem>/<number>}), else
     * {@code <file stem>:<line>}; unique within the file.
     *
     * @param domain what the configuration says the file holds, or null to go by its columns
     * @param fields column names of a file in no known layout, by the plain layouts' names ({@code question}, {@code answer}, {@code id}, {@code language},
     *     {@code tests}, ...); a name with points goes into objects; empty to recognise the layout
     * @return at least one task
     * @throws SrpoException (input) naming file, line and what is wrong
     */
    public static List<Task> read(Path file, @Nullable Domain domain, Map<String, String> fields) {
        Map<String, Integer> lines = new HashMap<>();
        List<Task> tasks = new ArrayList<>();
        List<Layout> layouts = layouts(domain, fields);
        for (Row row : JsonLines.read(file)) {
            Task task = layoutOf(row, layouts).read(row);
            if (domain != null && !task.domain().equals(domain)) {
                throw row.fault("is a " + task.domain() + " problem by its columns, but the configuration says domain "
                        + domain);
            }
            Integer before = lines.putIfAbsent(task.id(), row.line());
            if (before != null) {
                throw row.fault("the id \"" + task.id() + "\" was given before, in line " + before
                        + "; ids must be unique in a file");
            }
            tasks.add(task);
        }
        return tasks;
    }

    private static List<Layout> layouts(@Nullable Domain domain, Map<String, String> fields) {
        List<Layout> layouts = new ArrayList<>();
        if (!fields.isEmpty()) {
            layouts.add(new FieldsLayout(fields, domain));
        } else {
            boolean ours = domain == null || domain.equals(Domain.MATH) || domain.equals(Domain.CODE);
            layouts.addAll(ours ? KNOWN : List.of());
            layouts.add(new PlainLayout(domain));
        }
        return layouts;
    }

    private static Layout layoutOf(Row row, List<Layout> layouts) {
        for (Layout layout : layouts) {
            if (layout.fits(row)) {
                return layout;
            }
        }
        List<String> columns = new ArrayList<>();
        for (Iterator<String> names = row.columns().fieldNames(); names.hasNext(); ) {
            columns.add(names.next());
        }
        throw row.fault(
                "the columns (" + String.join(", ", columns) + ") are of no known layout; name them, as in fields:"
                        + " {question: .., answer: ..}, or write {\"question\", \"answer\"} for math,"
                        + " {\"question\", \"language\", \"tests\"} for code");
    }
}
