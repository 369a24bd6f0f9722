package io.srpo.data.curate;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The language of a question, by its script and, where that is Latin, by its small words. Rough by intent: it tells a German row among English ones, not
 * dialects. LaTeX commands are not counted.
 */
public final class Tongue {
    /** Where nothing tells: a formula alone. */
    public static final String NONE = "none";

    private static final Map<String, Set<String>> SMALL_WORDS = Map.of(
            "en",
                    Set.of(
                            "the", "of", "is", "and", "what", "how", "that", "in", "to", "if", "are", "find", "many",
                            "for", "with"),
            "de",
                    Set.of(
                            "der", "die", "das", "und", "ist", "wie", "ein", "eine", "von", "nicht", "mit", "wenn",
                            "den", "es", "auf"),
            "fr",
                    Set.of(
                            "le", "la", "les", "est", "et", "des", "une", "que", "dans", "pour", "combien", "du", "si",
                            "sur", "quel"),
            "es",
                    Set.of(
                            "el", "los", "las", "es", "que", "una", "del", "por", "con", "cuantos", "si", "para",
                            "cual", "son"),
            "it",
                    Set.of(
                            "il", "di", "che", "una", "per", "sono", "del", "quanti", "gli", "della", "nel", "se",
                            "con", "quale", "le"),
            "pt",
                    Set.of(
                            "o", "os", "de", "que", "uma", "para", "quantos", "em", "se", "com", "qual", "dos", "sao",
                            "um", "na"));

    private static final Map<UnicodeScript, String> BY_SCRIPT = Map.of(
            UnicodeScript.HAN, "zh",
            UnicodeScript.CYRILLIC, "ru",
            UnicodeScript.HANGUL, "ko",
            UnicodeScript.ARABIC, "ar",
            UnicodeScript.DEVANAGARI, "hi",
            UnicodeScript.THAI, "th",
            UnicodeScript.HEBREW, "he");

    /** Different small words that make a text another language than English. */
    private static final int ENOUGH = 2;

    private Tongue() {}

    /** An ISO 639-1 code, or {@value #NONE}. */
    public static String of(String text) {
        String prose = text.replaceAll("\\\\[A-Za-z]+", " ");
        Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
        prose.codePoints()
                .filter(Character::isLetter)
                .forEach(c -> letters.merge(UnicodeScript.of(c), 1, Integer::sum));
        if (letters.containsKey(UnicodeScript.HIRAGANA) || letters.containsKey(UnicodeScript.KATAKANA)) {
            return "ja";
        }
        UnicodeScript most = null;
        for (Map.Entry<UnicodeScript, Integer> entry : letters.entrySet()) {
            if (most == null || entry.getValue() > letters.getOrDefault(most, 0)) {
                most = entry.getKey();
            }
        }
        if (most == null) {
            return NONE;
        }
        return most == UnicodeScript.LATIN
                ? latin(prose)
                : BY_SCRIPT.getOrDefault(most, most.name().toLowerCase(Locale.ROOT));
    }

    private static String latin(String prose) {
        Map<String, Integer> hits = new HashMap<>();
        int words = 0;
        for (String word : new HashSet<>(List.of(prose.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1)))) {
            words += word.length() > 1 ? 1 : 0;
            SMALL_WORDS.forEach((language, small) -> {
                if (small.contains(word)) {
                    hits.merge(language, 1, Integer::sum);
                }
            });
        }
        String best = "en";
        for (String language : new String[] {"en", "de", "es", "fr", "it", "pt"}) {
            int found = hits.getOrDefault(language, 0);
            if (found >= ENOUGH && found > hits.getOrDefault(best, 0)) {
                best = language;
            }
        }
        // A formula's letters are small words of some language or other, and a text of few words is English more often
        // than not.
        return words == 0 ? NONE : best;
    }
}
