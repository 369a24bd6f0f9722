package io.srpo.core.advantage;

import io.srpo.core.SrpoException;
import java.util.List;
import java.util.stream.Collectors;

/** The advantage estimators by their names in configuration ({@code objective.advantage}). */
public final class AdvantageEstimators {
    private static final List<AdvantageEstimator> ALL =
            List.of(new GroupNormalized(), new MeanOnly(), new LeaveOneOut(), new BatchStd());

    private AdvantageEstimators() {}

    /** @throws SrpoException (input) naming the allowed values, when there is none of that name */
    public static AdvantageEstimator named(String name) {
        return ALL.stream()
                .filter(estimator -> estimator.name().equals(name))
                .findFirst()
                .orElseThrow(() -> SrpoException.input("objective.advantage: unknown value \"" + name
                        + "\"; use one of " + names().stream().collect(Collectors.joining(", "))));
    }

    /** All names, the default first. */
    public static List<String> names() {
        return ALL.stream().map(AdvantageEstimator::name).toList();
    }
}
