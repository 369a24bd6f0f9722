package io.srpo.verify.code;

import io.srpo.verify.code.inside.Driver;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Map;

/** The class files of what runs inside the walls. */
final class ClassFiles {
    private static final String FOLDER =
            "/tmp/driver/" + Driver.class.getPackageName().replace('.', '/') + "/";

    private ClassFiles() {}

    /** Adds a class of the package {@code inside}, by its place in the sandbox. */
    static void put(Map<String, Object> files, String name) throws IOException {
        try (InputStream in = Driver.class.getResourceAsStream(name + ".class")) {
            if (in == null) {
                throw new IOException("the class file of " + name + " is missing");
            }
            files.put(FOLDER + name + ".class", Base64.getEncoder().encodeToString(in.readAllBytes()));
        }
    }
}
