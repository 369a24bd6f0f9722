package io.srpo.data.generate;

import io.srpo.core.rollout.RandomStream;
import java.util.List;
import java.util.function.Function;

/** The kinds of function of each level; a function's kind is drawn first, each as likely as the others. */
final class FunctionFamilies {
    private FunctionFamilies() {}

    static FunctionDraft draw(Level level, RandomStream random) {
        List<Function<RandomStream, FunctionDraft>> families =
                switch (level) {
                    case EASY -> OperatorFunctions.ALL;
                    case MEDIUM -> ConditionFunctions.ALL;
                    case HARD -> CollectionFunctions.ALL;
                };
        return Draws.oneOf(random, families).apply(random);
    }
}
