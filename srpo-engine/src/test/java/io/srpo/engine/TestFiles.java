package io.srpo.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Where test files lie: fixtures in the module, and real weights beside the repository. */
public final class TestFiles {
    private TestFiles() {}

    /** A folder or file of src/test/resources; surefire runs in the module's folder. */
    public static Path resource(String name) {
        return Path.of("src/test/resources").resolve(name);
    }

    /** Shared real data, by system property srpo.shared or else in {@code ../shared} beside the repository. */
    public static Path shared(String name) {
        return Path.of(System.getProperty("srpo.shared", "../../shared")).resolve(name);
    }

    public static JsonNode json(Path path) throws IOException {
        return new ObjectMapper().readTree(path.toFile());
    }
}
