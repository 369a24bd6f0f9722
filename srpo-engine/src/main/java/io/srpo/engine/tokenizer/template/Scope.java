package io.srpo.engine.tokenizer.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names in force: a loop's and a macro's own, then those around it. What is set within a loop is gone after it, as in Jinja. */
final class Scope {
    private final @Nullable Scope outer;
    private final Map<String, Object> values = new HashMap<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    Object get(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Object value = scope.values.get(name);
            if (value != null) {
                return value;
            }
        }
        return Missing.UNDEFINED;
    }

    void set(String name, Object value) {
        values.put(name, value);
    }
}
