package io.srpo.train.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.SrpoException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What has changed between the configuration that a run was begun with and the one that it is to go on with, and which of that matters. Ours: a run keeps its seed
 * and its model; budget, checkpoints, the evaluations' rhythm and the sandbox's workers decide nothing about what is learnt; everything else may change, but
 * from there on the run is another one than the run left alone.
 *
 * @param keys dotted keys whose values differ, in alphabetical order
 */
public record ConfigChanges(List<String> keys) {
    private static final List<String> FIXED = List.of("seed", "model");
    private static final List<String> FREE = List.of("budget", "checkpoint", "evaluation.every", "sandbox.workers");

    public ConfigChanges {
        keys = List.copyOf(keys);
    }

    public static ConfigChanges between(RunConfig begun, RunConfig now) {
        TreeSet<String> keys = new TreeSet<>();
        compare("", begun.tree(), now.tree(), keys);
        return new ConfigChanges(List.copyOf(keys));
    }

    /** Keys that a run cannot go on with in another value. */
    public List<String> forbidden() {
        return matching(key -> under(key, FIXED));
    }

    /** Keys that make the rest of the run another one than it would have been. */
    public List<String> altering() {
        return matching(key -> !under(key, FIXED) && !under(key, FREE));
    }

    /** @throws SrpoException (input) naming the keys that a run has to keep */
    public void insistOnSameRun() {
        if (!forbidden().isEmpty()) {
            throw SrpoException.input("a run keeps its " + String.join(", ", forbidden())
                    + " from beginning to end; leave that out of --set, or start a new run with another --run folder");
        }
    }

    private List<String> matching(Predicate<String> wanted) {
        return keys.stream().filter(wanted).toList();
    }

    private static boolean under(String key, List<String> prefixes) {
        return prefixes.stream().anyMatch(prefix -> key.equals(prefix) || key.startsWith(prefix + "."));
    }

    private static void compare(String at, JsonNode begun, JsonNode now, TreeSet<String> keys) {
        if (begun.equals(now)) {
            return;
        }
        if (begun.isObject() && now.isObject()) {
            for (String name : names(begun, now)) {
                compare(at.isEmpty() ? name : at + "." + name, begun.path(name), now.path(name), keys);
            }
        } else if (begun.isArray() && now.isArray() && begun.size() == now.size()) {
            for (int i = 0; i < begun.size(); i++) {
                compare(at + "." + i, begun.get(i), now.get(i), keys);
            }
        } else {
            keys.add(at);
        }
    }

    private static List<String> names(JsonNode one, JsonNode other) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> it = one.fieldNames(); it.hasNext(); ) {
            names.add(it.next());
        }
        for (Iterator<String> it = other.fieldNames(); it.hasNext(); ) {
            String name = it.next();
            if (!one.has(name)) {
                names.add(name);
            }
        }
        return names;
    }
}
