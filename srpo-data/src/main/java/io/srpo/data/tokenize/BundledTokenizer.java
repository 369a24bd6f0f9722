package io.srpo.data.tokenize;

import io.srpo.core.task.Domain;
import io.srpo.data.generate.Level;
import io.srpo.data.generate.Styles;
import io.srpo.data.generate.SupervisedText;
import java.util.List;

/** The bundled policy's tokenizer: learned from the same kind of text that the policy is made from. */
public final class BundledTokenizer {
    /** Tokens in all. */
    public static final int VOCABULARY = 512;

    private static final int TEXTS = 6000;

    private BundledTokenizer() {}

    /** Learns it anew; the same seed gives the same vocabulary. */
    public static BytePairVocabulary train(long seed) {
        List<String> texts = new SupervisedText(seed, Styles.DEFAULT)
                .examples(List.of(Domain.MATH, Domain.CODE), List.of(Level.values()), TEXTS).stream()
                        .map(example -> example.prompt() + example.completion())
                        .toList();
        return new BytePairTrainer(VOCABULARY).train(texts);
    }
}
