package io.srpo.verify.code;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the tables of hostile programs. */
final class HostilePrograms {
    /** One program: the kinds of tests it is put to, what it tries. */
    record Hostile(List<String> kinds, String tries, String source) {
        @Override
        public String toString() {
            return tries;
        }
    }

    private HostilePrograms() {}

    static List<Hostile> read(String resource) throws IOException {
        try (InputStream in = HostilePrograms.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Hostile> made = new ArrayList<>();
            for (String section : text.split("(?m)^### ")) {
                int line = section.indexOf('\n');
                int colon = section.indexOf(": ");
                if (!section.startsWith("#")) {
                    made.add(new Hostile(
                            List.of(section.substring(0, colon).split(" ")),
                            section.substring(colon + 2, line),
                            section.substring(line + 1)));
                }
            }
            return made;
        }
    }
}
