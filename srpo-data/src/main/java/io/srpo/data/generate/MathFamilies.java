package io.srpo.data.generate;

import static io.srpo.data.generate.Draws.between;
import static io.srpo.data.generate.Expression.pair;

import io.srpo.core.rollout.RandomStream;
import java.util.List;
import java.util.function.Function;

/** The kinds of math problem of each level; a problem's kind is drawn first, each as likely as the others. */
final class MathFamilies {
    private static final List<Function<RandomStream, MathDraft>> EASY = List.of(
            r -> MathDraft.asked(pair(between(r, 1, 9), '+', between(r, 1, 9)), r),
            r -> MathDraft.asked(difference(r, 2, 18, 9), r),
            r -> Stories.gain(r, between(r, 1, 9), between(r, 1, 9)),
            r -> Stories.loss(r, difference(r, 3, 18, 9)));

    private static final List<Function<RandomStream, MathDraft>> MEDIUM = List.of(
            r -> MathDraft.asked(pair(between(r, 10, 99), '+', between(r, 1, 9)), r),
            r -> MathDraft.asked(difference(r, 10, 99, 9), r),
            r -> MathDraft.asked(pair(between(r, 2, 9), '*', between(r, 2, 9)), r),
            r -> MathDraft.asked(pair(between(r, 1, 9), '+', between(r, 1, 9)).then('+', between(r, 1, 9)), r),
            r -> MathDraft.asked(pair(between(r, 4, 9), '+', between(r, 4, 9)).then('-', between(r, 1, 8)), r),
            r -> MathDraft.asked(pair(between(r, 2, 9), '*', between(r, 2, 9)).then('+', between(r, 1, 9)), r),
            r -> Stories.gain(r, between(r, 10, 50), between(r, 2, 9)),
            r -> Stories.loss(r, difference(r, 11, 50, 9)),
            r -> Stories.bags(r, between(r, 2, 9), between(r, 2, 9)));

    private static final List<Function<RandomStream, MathDraft>> HARD = List.of(
            r -> MathDraft.asked(pair(between(r, 11, 99), '+', between(r, 11, 99)), r),
            r -> MathDraft.asked(difference(r, 30, 99, 89), r),
            r -> MathDraft.asked(pair(between(r, 11, 49), '*', between(r, 2, 9)), r),
            r -> MathDraft.asked(
                    pair(between(r, 11, 60), '+', between(r, 11, 60)).then('-', between(r, 2, 20)), r),
            r -> MathDraft.asked(pair(between(r, 2, 9), '+', between(r, 2, 9)).then('*', between(r, 2, 9)), r),
            r -> MathDraft.asked(pair(between(r, 2, 9), '*', between(r, 2, 9)).then('-', between(r, 1, 4)), r),
            r -> Stories.gain(r, between(r, 11, 80), between(r, 11, 80)),
            r -> Stories.loss(r, difference(r, 30, 99, 89)),
            r -> Stories.gainThenLoss(r, between(r, 5, 40), between(r, 5, 40), between(r, 2, 9)),
            r -> Stories.bagsAndMore(r, between(r, 2, 9), between(r, 2, 9), between(r, 2, 20)));

    private MathFamilies() {}

    static MathDraft draw(Level level, RandomStream random) {
        List<Function<RandomStream, MathDraft>> families =
                switch (level) {
                    case EASY -> EASY;
                    case MEDIUM -> MEDIUM;
                    case HARD -> HARD;
                };
        return Draws.oneOf(random, families).apply(random);
    }

    /** A difference that is not negative: from a number between low and high, at most {@code most} is taken. */
    private static Expression difference(RandomStream random, int low, int high, int most) {
        int from = between(random, low, high);
        int atLeast = most > 9 ? 11 : 1;
        return pair(from, '-', between(random, atLeast, Math.min(from, most)));
    }
}
