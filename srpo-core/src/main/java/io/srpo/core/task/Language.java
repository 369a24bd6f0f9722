package io.srpo.core.task;

import io.srpo.core.SrpoException;
import java.util.Locale;

/** A programming language that the sandbox runs. */
public enum Language {
    PYTHON,
    JAVA;

    /** The name in files and configuration: {@code python}, {@code java}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws SrpoException (input) when the language is not known */
    public static Language of(String label) {
        for (Language language : values()) {
            if (language.label().equals(label)) {
                return language;
            }
        }
        throw SrpoException.input("unknown language \"" + label + "\"; use \"python\" or \"java\"");
    }
}
