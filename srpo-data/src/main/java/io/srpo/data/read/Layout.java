package io.srpo.data.read;

import io.srpo.core.task.Task;

/** One way of writing a problem as a row, recognised by its columns alone. */
interface Layout {
    /** Whether the row is written this way. Never throws. */
    boolean fits(Row row);

    /** The row's task. @throws io.srpo.core.SrpoException (input) naming file, line and column at fault */
    Task read(Row row);
}
