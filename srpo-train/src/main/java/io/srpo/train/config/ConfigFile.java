package io.srpo.train.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ValidationMessage;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A configuration file with its overrides, checked and filled with defaults, that still knows which line said what. */
final class ConfigFile {
    private final Path path;
    private final ObjectNode tree;
    private final Map<String, Integer> lines;
    private final Set<String> overridden;

    private ConfigFile(Path path, ObjectNode tree, Map<String, Integer> lines, Set<String> overridden) {
        this.path = path;
        this.tree = tree;
        this.lines = lines;
        this.overridden = overridden;
    }

    /** @throws SrpoException (input) naming file, line and key of what is wrong */
    static ConfigFile read(Path path, List<String> sets, Schema schema) {
        YamlTree.Located located = YamlTree.parse(path.toString(), text(path));
        Set<String> overridden = new HashSet<>(Overrides.apply(located.root(), sets));
        ConfigFile file = new ConfigFile(path, located.root(), located.lines(), overridden);
        file.check(schema);
        schema.fill(file.tree);
        return file;
    }

    ObjectNode tree() {
        return tree;
    }

    /** The fault of one place, in the form {@code FILE:LINE: text}. */
    SrpoException fault(String pointer, String text) {
        String where = where(pointer);
        // What came by --set is named by its key already.
        String named = Pointers.dotted(pointer) + ": ";
        return SrpoException.input(where.endsWith(named) && text.startsWith(named) ? "--set " + text : where + text);
    }

    private void check(Schema schema) {
        List<Fault> faults = new ArrayList<>();
        for (ValidationMessage message : schema.violations(tree)) {
            faults.add(Fault.of(message, schema, tree));
        }
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparingInt(fault -> line(fault.pointer())));
            Fault first = faults.get(0);
            String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)";
            throw fault(first.pointer(), first.text() + more);
        }
    }

    private String where(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            if (overridden.contains(at)) {
                return "--set " + Pointers.dotted(at) + ": ";
            }
        }
        return path + ":" + line(pointer) + ": ";
    }

    private int line(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (MalformedInputException e) {
            throw SrpoException.input(path + " is not a text file in UTF-8", e);
        } catch (IOException e) {
            throw Files.exists(path)
                    ? SrpoException.input(path + " cannot be read: " + e.getMessage(), e)
                    : SrpoException.input("there is no file " + path, e);
        }
    }
}
