package io.srpo.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.train.config.UntilSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
    private static final UntilSpec STEPS = new UntilSpec.Steps(40);
    private static final UntilSpec EPOCHS = new UntilSpec.Epochs(3);
    private static final UntilSpec PLATEAU = new UntilSpec.Plateau("accuracy", 20, 0.01, null);

    @Test
    void theEarliestRuleOfAnyAndTheLatestOfAllBoundAStage() {
        assertThat(Estimate.bound(EPOCHS, 5)).hasValue(15);
        assertThat(Estimate.bound(new UntilSpec.Any(List.of(STEPS, PLATEAU, EPOCHS)), 5))
                .hasValue(15);
        assertThat(Estimate.bound(new UntilSpec.All(List.of(STEPS, EPOCHS)), 5)).hasValue(40);
    }

    @Test
    void whatTheModelLearnsBoundsNothing() {
        assertThat(Estimate.bound(PLATEAU, 5)).isEmpty();
        assertThat(Estimate.bound(new UntilSpec.All(List.of(STEPS, PLATEAU)), 5))
                .isEmpty();
    }
}
