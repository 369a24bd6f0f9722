package io.srpo.train.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.srpo.core.SrpoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the answer stands in a response: a chain of places, the first that is found counts.
 *
 * <p>Written as one list. A pair of tags such as {@code [<answer>, </answer>]} is one place; {@code boxed}, {@code phrase} and
 * {@code last-number} are others; both kinds may follow each other: {@code [<answer>, </answer>, boxed]}.
 *
 * @param places in the order they are tried, never empty
 * @param tags the pair meant by {@link Place#TAGS}; null when tags are not among the places
 */
public record AnswerSpec(List<Place> places, @Nullable Tags tags) {
    /** One place where an answer can stand. */
    public enum Place {
        /** Between the answer tags. */
        TAGS,
        /** In the last <code>\boxed{}</code>. */
        BOXED,
        /** After "the answer is" and the like. */
        PHRASE,
        /** In markdown bold. */
        BOLD,
        /** The whole response, when it is no more than an answer. */
        WHOLE,
        /** After the last equals sign of the last line. */
        EQUALS,
        /** The last number of the response. */
        LAST_NUMBER;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public AnswerSpec {
        places = List.copyOf(places);
    }

    /** Between these tags and nowhere else. */
    public static AnswerSpec between(String open, String close) {
        return new AnswerSpec(List.of(Place.TAGS), new Tags(open, close));
    }

    public boolean has(Place place) {
        return places.contains(place);
    }

    @JsonCreator
    static AnswerSpec of(List<String> words) {
        List<Place> places = new ArrayList<>();
        Tags tags = null;
        for (int i = 0; i < words.size(); i++) {
            Place place = named(words.get(i));
            if (place == null) {
                if (tags != null || i + 1 == words.size() || named(words.get(i + 1)) != null) {
                    throw SrpoException.input("prompt.answer takes one pair of tags, an opening and a closing one, not "
                            + String.join(", ", words));
                }
                tags = new Tags(words.get(i), words.get(++i));
                place = Place.TAGS;
            }
            places.add(place);
        }
        return new AnswerSpec(places, tags);
    }

    /** As written in configuration. */
    @JsonValue
    public List<String> words() {
        List<String> words = new ArrayList<>();
        for (Place place : places) {
            if (place == Place.TAGS && tags != null) {
                words.addAll(tags.pair());
            } else {
                words.add(place.label());
            }
        }
        return words;
    }

    private static @Nullable Place named(String word) {
        for (Place place : Place.values()) {
            if (place != Place.TAGS && place.label().equals(word)) {
                return place;
            }
        }
        return null;
    }
}
