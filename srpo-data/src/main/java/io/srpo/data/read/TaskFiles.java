package io.srpo.data.read;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Problem sets from files: JSON lines, a JSON array, CSV, Parquet, packed or not. The plain layouts and those of well-known sets are recognised by their columns,
 * row by row; the first layout that fits a row reads it. Any other file needs its fields named.
 */
public final class TaskFiles {
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
        try (TaskSource source = TaskSource.open(file, domain, fields)) {
            for (TaskSource.Item item = source.next(); item != null; item = source.next()) {
                if (item instanceof TaskSource.Item.Bad bad) {
                    throw SrpoException.input(file + ":" + bad.line() + ": " + bad.what());
                }
                Task task = ((TaskSource.Item.Good) item).task();
                Integer before = lines.putIfAbsent(task.id(), item.line());
                if (before != null) {
                    throw SrpoException.input(file + ":" + item.line() + ": the id \"" + task.id()
                            + "\" was given before, in line " + before + "; ids must be unique in a file");
                }
                tasks.add(task);
            }
        }
        if (tasks.isEmpty()) {
            throw SrpoException.input(
                    file + " is empty; it must hold at least one row, such as one JSON object a line");
        }
        return tasks;
    }
}
