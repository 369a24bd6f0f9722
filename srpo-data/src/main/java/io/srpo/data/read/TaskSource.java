package io.srpo.data.read;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one file, one after the other; a row that is no task is told and passed over. Ids are not compared: {@link TaskFiles} does that. Not
 * thread-safe.
 */
public final class TaskSource implements AutoCloseable {
    /** In this order: a row that has both a known set's columns and the plain ones belongs to the known set. */
    private static final List<Layout> KNOWN = List.of(
            new Gsm8kLayout(),
            new CompetitionMathLayout(),
            new MawpsLayout(),
            new SvampLayout(),
            new DeepMathLayout(),
            new MbppLayout(),
            new HumanEvalLayout(),
            new MultiplELayout(),
            new ChatPromptLayout(),
            new CodeContestsLayout(),
            new LiveCodeBenchLayout(),
            new CountdownLayout());

    private final Path file;
    private final @Nullable Domain domain;
    private final List<Layout> layouts;
    private final RowSource rows;

    /** A task, or what is wrong in its place. */
    public sealed interface Item {
        /** The line, counted from 1. */
        int line();

        /** A task with the row that it was read from. */
        record Good(Task task, Row row) implements Item {
            @Override
            public int line() {
                return row.line();
            }
        }

        /** @param what without file and line */
        record Bad(int line, String what) implements Item {}
    }

    private TaskSource(Path file, @Nullable Domain domain, List<Layout> layouts, RowSource rows) {
        this.file = file;
        this.domain = domain;
        this.layouts = layouts;
        this.rows = rows;
    }

    /**
     * @param domain what the configuration says the file holds, or null to go by its columns
     * @param fields column names as {@link TaskFiles#read} takes them
     * @throws SrpoException (input) when the file is missing or cannot be read
     */
    public static TaskSource open(Path file, @Nullable Domain domain, Map<String, String> fields) {
        return new TaskSource(file, domain, layouts(domain, fields), RowFiles.open(file));
    }

    /**
     * The next task or fault, or null at the end.
     *
     * @throws SrpoException (input) when the file cannot be read any further
     */
    public @Nullable Item next() {
        RowSource.Item item = rows.next();
        if (item instanceof RowSource.Item.Bad bad) {
            return new Item.Bad(bad.line(), bad.what());
        }
        return item instanceof RowSource.Item.Good good ? task(good.row()) : null;
    }

    private Item task(Row row) {
        try {
            Task task = layoutOf(row).read(row);
            if (domain != null && !task.domain().equals(domain)) {
                throw row.fault("is a " + task.domain() + " problem by its columns, but the configuration says domain "
                        + domain);
            }
            return new Item.Good(task, row);
        } catch (SrpoException e) {
            String place = file + ":" + row.line() + ": ";
            String what = String.valueOf(e.getMessage());
            return new Item.Bad(row.line(), what.startsWith(place) ? what.substring(place.length()) : what);
        }
    }

    private static List<Layout> layouts(@Nullable Domain domain, Map<String, String> fields) {
        List<Layout> layouts = new ArrayList<>();
        if (!fields.isEmpty()) {
            layouts.add(new FieldsLayout(fields, domain));
            return layouts;
        }
        if (domain == null || domain.equals(Domain.MATH) || domain.equals(Domain.CODE)) {
            layouts.addAll(KNOWN);
        } else if (domain.equals(CountdownLayout.DOMAIN)) {
            layouts.add(new CountdownLayout());
        }
        layouts.add(new PlainLayout(domain));
        return layouts;
    }

    private Layout layoutOf(Row row) {
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

    @Override
    public void close() {
        rows.close();
    }
}
