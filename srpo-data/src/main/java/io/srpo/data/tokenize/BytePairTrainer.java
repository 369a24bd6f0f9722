package io.srpo.data.tokenize;

import io.srpo.core.SrpoException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Learns a small byte-level BPE vocabulary (Sennrich, Haddow, Birch 2016): all 256 bytes, then the most frequent pair of neighbours again and again. Deterministic:
 * of equally frequent pairs the first in code point order is merged. Digits are single tokens, special tokens are never split or merged.
 */
public final class BytePairTrainer {
    private final int vocabulary;

    /** @param vocabulary tokens in all, bytes and special tokens included; at least 256 and the special tokens */
    public BytePairTrainer(int vocabulary) {
        if (vocabulary < 256 + SpecialTokens.ALL.size()) {
            throw SrpoException.usage("a byte-level vocabulary needs at least " + (256 + SpecialTokens.ALL.size())
                    + " tokens, not " + vocabulary);
        }
        this.vocabulary = vocabulary;
    }

    /** @param texts what the tokenizer will be used on; fewer merges than asked for are learned when they repeat too little */
    public BytePairVocabulary train(Iterable<String> texts) {
        List<Word> words = words(texts);
        List<String> tokens = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            tokens.add(ByteAlphabet.of(b));
        }
        List<BytePairVocabulary.Merge> merges = new ArrayList<>();
        while (tokens.size() + SpecialTokens.ALL.size() < vocabulary) {
            BytePairVocabulary.Merge best = best(words);
            if (best == null) {
                break;
            }
            merges.add(best);
            // Two merges can give the same text; it is one token all the same.
            if (!tokens.contains(best.left() + best.right())) {
                tokens.add(best.left() + best.right());
            }
            words.forEach(word -> word.merge(best));
        }
        return new BytePairVocabulary(tokens, merges);
    }

    private static List<Word> words(Iterable<String> texts) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String text : texts) {
            for (String part : SpecialTokens.between(text)) {
                PreTokens.of(part).forEach(piece -> counts.merge(piece, 1, Integer::sum));
            }
        }
        List<Word> words = new ArrayList<>();
        counts.forEach((piece, count) -> words.add(new Word(piece, count)));
        return words;
    }

    private static BytePairVocabulary.@Nullable Merge best(List<Word> words) {
        Map<BytePairVocabulary.Merge, Integer> counts = new HashMap<>();
        for (Word word : words) {
            for (int i = 0; i + 1 < word.symbols.size(); i++) {
                counts.merge(
                        new BytePairVocabulary.Merge(word.symbols.get(i), word.symbols.get(i + 1)),
                        word.count,
                        Integer::sum);
            }
        }
        BytePairVocabulary.Merge best = null;
        int most = 1;
        for (Map.Entry<BytePairVocabulary.Merge, Integer> entry : counts.entrySet()) {
            boolean first = best == null || entry.getKey().compareTo(best) < 0;
            if (entry.getValue() > most || (entry.getValue() == most && most > 1 && first)) {
                best = entry.getKey();
                most = entry.getValue();
            }
        }
        return best;
    }

    /** A distinct piece of text, how often it comes, and the tokens it is made of so far. */
    private static final class Word {
        private final int count;
        private List<String> symbols = new ArrayList<>();

        Word(String piece, int count) {
            this.count = count;
            ByteAlphabet.of(piece).chars().forEach(c -> symbols.add(String.valueOf((char) c)));
        }

        void merge(BytePairVocabulary.Merge merge) {
            List<String> merged = new ArrayList<>();
            for (int i = 0; i < symbols.size(); i++) {
                boolean here = i + 1 < symbols.size()
                        && symbols.get(i).equals(merge.left())
                        && symbols.get(i + 1).equals(merge.right());
                merged.add(here ? merge.left() + merge.right() : symbols.get(i));
                i += here ? 1 : 0;
            }
            symbols = merged;
        }
    }
}
