package io.srpo.data.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * DuckDB's driver unpacks its native library (57 MB) among the temporary files at every start and deletes it when the JVM ends; a JVM that is killed would leave it
 * there. On Linux a library that has been loaded needs its name no more, so the name goes at once.
 */
final class UnpackedLibrary {
    private static final Path MAPS = Path.of("/proc/self/maps");

    private UnpackedLibrary() {}

    /** To be called when the library has been loaded. Where the system does not tell what is loaded, nothing is done. */
    static void forget() {
        if (!Files.isReadable(MAPS)) {
            return;
        }
        try {
            List<String> loaded = Files.readAllLines(MAPS).stream()
                    .filter(line -> line.contains("/libduckdb_java") && line.endsWith(".so"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .toList();
            for (String library : loaded) {
                Files.deleteIfExists(Path.of(library));
            }
        } catch (IOException stays) {
            // It goes when the JVM ends, as the driver has it.
        }
    }
}
