package io.srpo.verify.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The Python sources that run inside the walls. */
public final class Harness {
    private Harness() {}

    /** The whole first process of a wall with CPython behind it. */
    static String warden() {
        return text("wire.py")
                + text("candidate.py")
                + text("examiner.py")
                + text("standin.py")
                + text("tests.py")
                + text("wall.py")
                + text("java.py")
                + text("zygote.py")
                + text("warden.py");
    }

    /** Both sides, for GraalPy. */
    public static String graal() {
        return text("wire.py")
                + text("candidate.py")
                + text("examiner.py")
                + text("standin.py")
                + text("tests.py")
                + text("graal.py");
    }

    static String text(String name) {
        try (InputStream in = Harness.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
