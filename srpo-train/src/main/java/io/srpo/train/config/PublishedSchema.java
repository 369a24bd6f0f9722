package io.srpo.train.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** The JSON schemas of the configurations, as editors and other programs want them; the ones that every configuration is held against. */
public enum PublishedSchema {
    /** {@code ./srpo train} and {@code compare}. */
    TRAIN("srpo-config.schema.json"),
    /** {@code ./srpo sft}. */
    SFT("srpo-sft.schema.json"),
    /** {@code ./srpo data curate}. */
    CURATE("srpo-curate.schema.json");

    private final String file;

    PublishedSchema(String file) {
        this.file = file;
    }

    /** The file's name, under {@code docs/schema/} in the repository. */
    public String file() {
        return file;
    }

    /** The schema's text, JSON Schema 2020-12. */
    public String text() {
        try (InputStream in = Objects.requireNonNull(PublishedSchema.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
