package io.srpo.verify.code;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the tables of hostile programs. */
final class HostilePrograms {
    /** One program: the kinds of tests it is put to, what it tries. */
    record Hostile(List<String> kinds, String tries, String source) {
        @Override
        public String toString() {
            return tries;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(HostilePrograms.class);

    private HostilePrograms() {}

    /** A line of the table of attacks: what was tried in which language and kind of tests, and what became of it. */
    static void tell(String language, String kind, Hostile hostile, CodeResult result) {
        LOG.info(
                "| {}, {} | {} | {} | {} |",
                language,
                kind,
                hostile.tries(),
                result.status().label(),
                result.reason());
    }

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
