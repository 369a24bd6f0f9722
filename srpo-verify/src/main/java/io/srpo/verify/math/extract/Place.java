package io.srpo.verify.math.extract;

import io.srpo.core.SrpoException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where an answer may stand in a response. */
public enum Place {
    /** Between the template's answer tags; the last pair. */
    TAGS,
    /** In {@code \boxed{}} or {@code \fbox{}}; the last, with those right before it that are joined by "and", "or" or a comma. */
    BOXED,
    /** After "the answer is", "Answer:", "####"; the last. */
    PHRASE,
    /** In markdown bold; the last that is an answer by itself. */
    BOLD,
    /** The whole text, when it is no more than an answer. */
    WHOLE,
    /** In the last piece of math between dollar signs or the like, with those joined to it by "and", "or" or a comma. */
    MATH,
    /** After the last equals sign of the last line. */
    EQUALS,
    /** The last number. */
    LAST_NUMBER;

    /** The name in configuration: {@code last-number}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws SrpoException (input) when there is no such place */
    public static Place of(String label) {
        for (Place place : values()) {
            if (place.label().equals(label)) {
                return place;
            }
        }
        String known = Arrays.stream(values()).map(Place::label).collect(Collectors.joining(", "));
        throw SrpoException.input("unknown place for the answer \"" + label + "\"; use some of " + known
                + ", or a pair of tags such as <answer>, </answer>");
    }
}
