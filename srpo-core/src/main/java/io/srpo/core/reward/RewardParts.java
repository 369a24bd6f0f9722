package io.srpo.core.reward;

import io.srpo.core.SrpoException;
import java.util.List;

/** The reward parts by their names in configuration (the keys of {@code reward}). */
public final class RewardParts {
    private static final List<String> NAMES =
            List.of(Accuracy.NAME, TagFormat.NAME, LanguageMixing.NAME, Overlong.NAME, Repetition.NAME);

    private RewardParts() {}

    /** @throws SrpoException (input) naming the allowed values, when there is none of that name, or when a setting it needs is out of range */
    public static RewardPart named(String name, RewardSettings settings) {
        return switch (name) {
            case Accuracy.NAME -> new Accuracy(settings.partialCredit());
            case TagFormat.NAME -> new TagFormat(settings.tags());
            case LanguageMixing.NAME -> new LanguageMixing();
            case Overlong.NAME -> new Overlong(settings.overlongBuffer());
            case Repetition.NAME -> new Repetition(settings.ngram());
            default ->
                throw SrpoException.input(
                        "reward: unknown part \"" + name + "\"; use one of " + String.join(", ", NAMES));
        };
    }

    public static List<String> names() {
        return NAMES;
    }
}
