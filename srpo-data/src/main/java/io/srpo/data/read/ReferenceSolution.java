package io.srpo.data.read;

import org.jspecify.annotations.Nullable;

/** The solution that a code row brings along, in the layouts that do. */
public final class ReferenceSolution {
    private ReferenceSolution() {}

    /** The whole source, or null when the row has none. */
    public static @Nullable String of(Row row) {
        if (row.columns().path("test_list").isArray() && row.isText("code")) {
            return row.columns().path("code").textValue();
        }
        if (row.isText("prompt") && row.isText("canonical_solution")) {
            return row.columns().path("prompt").textValue()
                    + row.columns().path("canonical_solution").textValue();
        }
        return null;
    }
}
