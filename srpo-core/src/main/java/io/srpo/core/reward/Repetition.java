package io.srpo.core.reward;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * From 0 down towards -1: the share of the response's n-grams that stood there before (Yeo et al. 2025, arXiv 2502.03373, use such a penalty; the form is
 * ours). A word is a run without white space; in scripts that write without spaces, each character.
 *
 * @param n words of an n-gram, at least 1; 4 by default
 */
public record Repetition(int n) implements RewardPart {
    public static final String NAME = "repetition";

    /** @throws SrpoException (input) when out of range */
    public Repetition {
        if (n < 1) {
            throw SrpoException.input("reward: the n-grams of \"repetition\" must have at least 1 word, not " + n);
        }
    }

    /** Of four words. */
    public Repetition() {
        this(4);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double score(Task task, Response response, Verdict verdict) {
        List<String> words = words(response.text());
        int grams = words.size() - n + 1;
        if (grams < 1) {
            return 0;
        }
        Set<List<String>> different = new HashSet<>();
        for (int i = 0; i < grams; i++) {
            different.add(words.subList(i, i + n));
        }
        int repeated = grams - different.size();
        return repeated == 0 ? 0 : -(double) repeated / grams;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean alone = Character.isIdeographic(c) || Scripts.isKana(c);
            if ((alone || Character.isWhitespace(c)) && word.length() > 0) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (alone) {
                words.add(Character.toString(c));
            } else if (!Character.isWhitespace(c)) {
                word.appendCodePoint(c);
            }
        });
        if (word.length() > 0) {
            words.add(word.toString());
        }
        return words;
    }
}
