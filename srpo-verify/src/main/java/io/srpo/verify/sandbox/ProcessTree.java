package io.srpo.verify.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The processes behind a wall, as the machine's {@code /proc} shows them. Empty where there is none. */
final class ProcessTree {
    private static final Path PROC = Path.of("/proc");

    /** @param depth 0 for the root itself, 1 for its children */
    record Member(long process, int depth) {}

    private ProcessTree() {}

    /** The process and all that descend from it. */
    static List<Member> below(long root) {
        Map<Long, List<Long>> children = children();
        List<Member> found = new ArrayList<>(List.of(new Member(root, 0)));
        for (int i = 0; i < found.size(); i++) {
            Member parent = found.get(i);
            for (long child : children.getOrDefault(parent.process, List.of())) {
                found.add(new Member(child, parent.depth + 1));
            }
        }
        return found;
    }

    /** The {@code schedstat} line of each of its threads, by the thread's number. */
    static Map<Long, String> threads(long process) {
        Map<Long, String> found = new HashMap<>();
        for (long thread : numbersIn(PROC.resolve(Long.toString(process)).resolve("task"))) {
            String line = text(PROC.resolve(process + "/task/" + thread + "/schedstat"));
            if (!line.isEmpty()) {
                found.put(thread, line);
            }
        }
        return found;
    }

    private static Map<Long, List<Long>> children() {
        Map<Long, List<Long>> found = new HashMap<>();
        for (long process : numbersIn(PROC)) {
            String stat = text(PROC.resolve(process + "/stat"));
            // The name, in parentheses, may hold anything.
            String[] words = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", 3);
            if (words.length == 3 && words[1].matches("[0-9]+")) {
                found.computeIfAbsent(Long.parseLong(words[1]), key -> new ArrayList<>())
                        .add(process);
            }
        }
        return found;
    }

    private static List<Long> numbersIn(Path folder) {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "[1-9]*")) {
            for (Path entry : entries) {
                found.add(Long.parseLong(entry.getFileName().toString()));
            }
        } catch (IOException
                | NumberFormatException
                | UncheckedIOException
                | java.nio.file.DirectoryIteratorException e) {
            return found; // gone meanwhile
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
