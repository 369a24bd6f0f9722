package io.srpo.cli.wire;

import io.srpo.core.SrpoException;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.model.RopeScaling;
import io.srpo.engine.tokenizer.Tokenizer;
import io.srpo.train.config.SftConfig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** From a shape in configuration to a Llama's. */
final class FreshModels {
    private static final List<String> END_TOKENS =
            List.of("<|endoftext|>", "<|im_end|>", "</s>", "<eos>", "<|end|>", "<|eot_id|>");

    private FreshModels() {}

    static ModelConfig config(SftConfig.FreshModel shape, Tokenizer tokenizer) {
        if (shape.hidden() % shape.heads() != 0 || shape.heads() % shape.kvHeads() != 0) {
            throw SrpoException.input("model.fresh: hidden has to be a multiple of heads, and heads of kvHeads, not "
                    + shape.hidden() + ", " + shape.heads() + ", " + shape.kvHeads());
        }
        return new ModelConfig(
                ModelConfig.Architecture.LLAMA,
                tokenizer.vocabSize(),
                shape.hidden(),
                shape.intermediate(),
                shape.layers(),
                shape.heads(),
                shape.kvHeads(),
                shape.hidden() / shape.heads(),
                shape.context(),
                1e-5,
                10_000,
                new RopeScaling.None(),
                true,
                false,
                false,
                List.of(endToken(tokenizer)));
    }

    /** The token that ends a text, by the names that tokenizers give it. */
    private static int endToken(Tokenizer tokenizer) {
        Stream<OptionalInt> ids = END_TOKENS.stream().map(tokenizer::id);
        Optional<OptionalInt> end = ids.filter(OptionalInt::isPresent).findFirst();
        return end.orElseThrow(() -> SrpoException.input(
                        "model.fresh.tokenizer has no end token; it needs one of " + String.join(", ", END_TOKENS)))
                .getAsInt();
    }
}
