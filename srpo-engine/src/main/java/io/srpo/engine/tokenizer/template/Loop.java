package io.srpo.engine.tokenizer.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variable {@code loop} within a for statement. */
final class Loop {
    private Loop() {}

    static Map<String, Object> at(List<Object> items, int index) {
        int size = items.size();
        Map<String, Object> loop = new HashMap<>();
        loop.put("index", index + 1L);
        loop.put("index0", (long) index);
        loop.put("revindex", (long) size - index);
        loop.put("revindex0", size - index - 1L);
        loop.put("length", (long) size);
        loop.put("first", index == 0);
        loop.put("last", index == size - 1);
        loop.put("previtem", index > 0 ? items.get(index - 1) : Missing.UNDEFINED);
        loop.put("nextitem", index < size - 1 ? items.get(index + 1) : Missing.UNDEFINED);
        loop.put("cycle", (Callable) (arguments, named) -> arguments.get(index % arguments.size()));
        return loop;
    }
}
