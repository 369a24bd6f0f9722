package io.srpo.verify.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What of the file system this JVM's own JDK needs, so that Java candidates are compiled and run with it. */
final class JavaRuntime {
    private JavaRuntime() {}

    /** Adds java.home, and where links in it lead (Debian keeps its configuration in /etc). */
    static void add(List<String> binds) {
        Path home = Path.of(System.getProperty("java.home"));
        Set<String> needed = new TreeSet<>(Set.of(home.toString()));
        try (Stream<Path> files = Files.walk(home, 4)) {
            files.filter(Files::isSymbolicLink)
                    .filter(Files::exists)
                    .forEach(link -> needed.add(real(link).toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String path : needed) {
            if (binds.stream().noneMatch(bind -> Path.of(path).startsWith(Path.of(bind)))) {
                binds.add(path);
            }
        }
    }

    private static Path real(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
