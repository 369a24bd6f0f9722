package io.srpo.core.reward;

import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;
import java.lang.Character.UnicodeScript;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From 0 down to -1: the share of the response's letters that are outside the question's script. SRPO penalises mixed languages (arXiv 2504.14286)
 * without saying how; the measure is ours.
 *
 * <p>Not looked at: code, LaTeX, tags, and what was judged as the answer to a code task. No stranger is a single Latin or Greek letter (a
 * variable), nor a word that stands in the question itself. Han, Hiragana and Katakana are one script where the question has kana, save for whole
 * sentences in Han alone, which are Chinese. A question without letters asks for no script.
 */
public record LanguageMixing() implements RewardPart {
    public static final String NAME = "language";

    private static final Pattern SENTENCE_END = Pattern.compile("[\u3002\uFF01\uFF1F.!?\n]");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double score(Task task, Response response, Verdict verdict) {
        String question = Prose.of(task.question());
        Set<UnicodeScript> home = Scripts.home(question);
        if (home.isEmpty()) {
            return 0;
        }
        String text = response.text();
        String extracted = verdict.extracted();
        if (task.domain().equals(Domain.CODE) && extracted != null && !extracted.isBlank()) {
            text = text.replace(extracted, " ");
        }
        Set<String> known = new HashSet<>();
        eachWord(question, (word, script) -> known.add(word));
        long[] letters = new long[2];
        for (String sentence : SENTENCE_END.split(Prose.of(text), -1)) {
            Set<UnicodeScript> here = Scripts.atHomeIn(sentence, home);
            eachWord(sentence, (word, script) -> {
                int length = word.codePointCount(0, word.length());
                if (here.contains(script)) {
                    letters[0] += length;
                } else if (!known.contains(word) && !(length == 1 && namesVariables(script))) {
                    letters[1] += length;
                }
            });
        }
        return letters[1] == 0 ? 0 : -(double) letters[1] / (letters[0] + letters[1]);
    }

    private static boolean namesVariables(UnicodeScript script) {
        return script == UnicodeScript.LATIN || script == UnicodeScript.GREEK;
    }

    /** Calls for every run of letters of one script. */
    private static void eachWord(String text, BiConsumer<String, UnicodeScript> to) {
        StringBuilder word = new StringBuilder();
        UnicodeScript current = null;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            UnicodeScript script = Scripts.ofLetter(c);
            if (script != current) {
                flush(word, current, to);
                current = script;
            }
            if (script != null) {
                word.appendCodePoint(c);
            }
        }
        flush(word, current, to);
    }

    private static void flush(
            StringBuilder word, @Nullable UnicodeScript script, BiConsumer<String, UnicodeScript> to) {
        if (script != null && word.length() > 0) {
            to.accept(word.toString(), script);
            word.setLength(0);
        }
    }
}
