package io.srpo.core.reflection;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts signs of reflection in responses: whole words, whatever their case and the white space between them; the longest where several
 * fit, each place once in its kind. Immutable, thread-safe.
 */
public final class Reflection {
    private final List<Pattern> kinds;

    public Reflection(ReflectionWords words) {
        kinds = List.of(pattern(words.recheck()), pattern(words.hesitation()), pattern(words.exploration()));
    }

    public ReflectionCounts count(String text) {
        return new ReflectionCounts(
                matches(kinds.get(0), text), matches(kinds.get(1), text), matches(kinds.get(2), text));
    }

    private static int matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    private static Pattern pattern(List<String> words) {
        if (words.isEmpty()) {
            return Pattern.compile("(?!)");
        }
        String any = words.stream()
                .map(String::strip)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Reflection::wholeWord)
                .collect(Collectors.joining("|"));
        return Pattern.compile(any, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Scripts that write without spaces have no word boundary to hold to. */
    private static String wholeWord(String word) {
        String inside =
                Pattern.compile("\\s+").splitAsStream(word).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        boolean spaced = word.codePoints().noneMatch(Character::isIdeographic);
        return spaced ? "(?<![\\p{L}\\p{N}])" + inside + "(?![\\p{L}\\p{N}])" : inside;
    }
}
