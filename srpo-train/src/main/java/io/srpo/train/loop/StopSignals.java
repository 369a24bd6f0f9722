package io.srpo.train.loop;

import io.srpo.train.config.BudgetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Why a run may stop before its plan's end, asked after every step. */
public final class StopSignals {
    /** A file of this name in the run's folder ends the stage in force by hand. */
    public static final String NEXT_STAGE = "next-stage";

    private final BooleanSupplier userAsked;
    private final Path nextStage;

    /**
     * @param userAsked true once someone has asked to stop (Ctrl-C)
     * @param runFolder where a file named {@link #NEXT_STAGE} ends a stage
     */
    public StopSignals(BooleanSupplier userAsked, Path runFolder) {
        this.userAsked = userAsked;
        this.nextStage = runFolder.resolve(NEXT_STAGE);
    }

    /** Whether someone asked for the next stage; asking is used up by it. */
    boolean nextStageAsked() {
        try {
            return Files.deleteIfExists(nextStage);
        } catch (IOException e) {
            return false;
        }
    }

    /** Why the run stops now, in words; empty while it goes on. */
    Optional<String> early(TrainState state, BudgetSpec budget) {
        if (userAsked.getAsBoolean()) {
            return Optional.of("stopped: as asked, after step " + state.step());
        }
        Long rollouts = budget.rollouts();
        if (rollouts != null && state.rollouts() >= rollouts) {
            return Optional.of("budget: " + state.rollouts() + " rollouts of " + rollouts + " are drawn");
        }
        Double hours = budget.hours();
        if (hours != null && state.seconds() >= hours * 3600) {
            return Optional.of("budget: " + hours + " hours are used up");
        }
        return Optional.empty();
    }
}
