package io.srpo.verify.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the C library and its loader lie on this machine. */
final class SystemLibraries {
    private SystemLibraries() {}

    /** Adds the library directories that exist, and the links at the root that lead to them. */
    static void add(List<String> binds, List<List<String>> links) {
        for (String name : List.of("lib", "lib64", "lib32", "libx32")) {
            if (Files.isDirectory(Path.of("/usr", name)) && !Files.isSymbolicLink(Path.of("/usr", name))) {
                binds.add("/usr/" + name);
            }
            Path atRoot = Path.of("/", name);
            if (Files.isSymbolicLink(atRoot)) {
                links.add(List.of(target(atRoot), atRoot.toString()));
            } else if (Files.isDirectory(atRoot)) {
                binds.add(atRoot.toString());
            }
        }
        // Nix and Guix keep every library in a store of their own.
        for (String store : List.of("/nix/store", "/gnu/store")) {
            if (Files.isDirectory(Path.of(store))) {
                binds.add(store);
            }
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
