package io.srpo.core.reward;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which scripts a text is at home in. */
final class Scripts {
    private static final Set<UnicodeScript> JAPANESE =
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);

    private static final Set<UnicodeScript> KANA = Set.of(UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);

    /** A Japanese sentence with so many Han letters has kana too: particles and endings are written in it. Our measure. */
    private static final int CHINESE_FROM = 8;

    private Scripts() {}

    /** The script of a letter; null for what is no letter, or belongs to no script of its own (mathematical letters, sound marks). */
    static @Nullable UnicodeScript ofLetter(int codePoint) {
        if (!Character.isLetter(codePoint)) {
            return null;
        }
        UnicodeScript script = UnicodeScript.of(codePoint);
        return script == UnicodeScript.COMMON || script == UnicodeScript.INHERITED ? null : script;
    }

    static boolean isKana(int codePoint) {
        UnicodeScript script = UnicodeScript.of(codePoint);
        return script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
    }

    /**
     * The script that most of the text's letters are in, with those it is written together with: a text with kana is Japanese, and Han is at
     * home in it. Empty when there are no letters.
     */
    static Set<UnicodeScript> home(String text) {
        Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
        text.codePoints().forEach(c -> {
            UnicodeScript script = ofLetter(c);
            if (script != null) {
                counts.merge(script, 1, Integer::sum);
            }
        });
        boolean kana = counts.containsKey(UnicodeScript.HIRAGANA) || counts.containsKey(UnicodeScript.KATAKANA);
        if (kana) {
            int japanese = JAPANESE.stream()
                    .mapToInt(script -> counts.getOrDefault(script, 0))
                    .sum();
            counts.keySet().removeAll(JAPANESE);
            counts.put(UnicodeScript.HIRAGANA, japanese);
        }
        UnicodeScript most = null;
        for (Map.Entry<UnicodeScript, Integer> entry : counts.entrySet()) {
            if (most == null || entry.getValue() > counts.getOrDefault(most, 0)) {
                most = entry.getKey();
            }
        }
        if (most == null) {
            return Set.of();
        }
        return kana && most == UnicodeScript.HIRAGANA ? JAPANESE : Set.of(most);
    }

    /**
     * The scripts at home in one sentence of an answer: those of the question, but for Han in a Chinese sentence that answers a Japanese
     * question.
     */
    static Set<UnicodeScript> atHomeIn(String sentence, Set<UnicodeScript> question) {
        if (!question.equals(JAPANESE)) {
            return question;
        }
        long han = sentence.codePoints().filter(Character::isIdeographic).count();
        boolean chinese = han >= CHINESE_FROM && sentence.codePoints().noneMatch(Scripts::isKana);
        return chinese ? KANA : question;
    }
}
