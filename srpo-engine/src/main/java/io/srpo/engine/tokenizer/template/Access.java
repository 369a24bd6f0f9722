package io.srpo.engine.tokenizer.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Attributes, items and slices. A mapping's attribute is its item, as Jinja falls back to; what is not there is undefined. */
final class Access {
    private Access() {}

    static Object attribute(Object target, String name) {
        if (target instanceof Namespace namespace) {
            return namespace.fields().getOrDefault(name, Missing.UNDEFINED);
        }
        return target instanceof Map ? index(target, name) : undefinedOf(target, name);
    }

    static Object index(Object target, Object key) {
        if (target instanceof Map<?, ?> map) {
            Object value = map.get(key);
            return value == null ? Missing.UNDEFINED : value;
        }
        if (Values.number(key) instanceof Long number && (target instanceof List || target instanceof String)) {
            List<Object> items = Values.iterate(target);
            long at = number < 0 ? number + items.size() : number;
            return at >= 0 && at < items.size() ? items.get((int) at) : Missing.UNDEFINED;
        }
        return key instanceof String name && target instanceof Namespace
                ? attribute(target, name)
                : undefinedOf(target, Values.text(key));
    }

    private static Object undefinedOf(Object target, String name) {
        if (target == Missing.UNDEFINED) {
            throw Values.error("\"" + name + "\" is asked of an undefined value");
        }
        return Missing.UNDEFINED;
    }

    /** Python's slice; an end that is undefined or None is left out. */
    static Object slice(Object target, Object from, Object to, Object step) {
        if (!(target instanceof List || target instanceof String)) {
            throw Values.error("a slice is asked of " + Values.type(target));
        }
        List<Object> items = Values.iterate(target);
        long by = step instanceof Missing ? 1 : Values.integer(step);
        if (by == 0) {
            throw Values.error("a slice's step is 0");
        }
        long begin = end(from, items.size(), by > 0 ? 0 : items.size() - 1, by);
        long stop = end(to, items.size(), by > 0 ? items.size() : -1, by);
        List<Object> out = new ArrayList<>();
        for (long i = begin; by > 0 ? i < stop : i > stop; i += by) {
            out.add(items.get((int) i));
        }
        return target instanceof String ? Methods.concatenate(out) : out;
    }

    private static long end(Object value, int size, long absent, long step) {
        if (value instanceof Missing) {
            return absent;
        }
        long at = Values.integer(value);
        long counted = at < 0 ? at + size : at;
        return step > 0 ? Math.min(Math.max(counted, 0), size) : Math.min(Math.max(counted, -1), size - 1L);
    }
}
