package io.srpo.cli.machine;

import io.srpo.cli.machine.Finding.State;
import io.srpo.core.SrpoException;
import io.srpo.engine.decoder.DtypeTrial;
import io.srpo.engine.torch.Torch;
import java.util.Optional;

/** Whether libtorch loads; the first time it unpacks some 360 MB. */
final class Natives {
    private Natives() {}

    static Finding look() {
        try {
            int threads = Torch.start(0);
            return new Finding("libtorch", State.OK, "loads", "models run with " + threads + " threads");
        } catch (SrpoException e) {
            return new Finding("libtorch", State.MISSING, "does not load", String.valueOf(e.getMessage()));
        }
    }

    /** What {@code dtype: auto} takes here for a model of half a billion parameters; empty where libtorch does not load. */
    static Optional<Finding> numberType() {
        try {
            Torch.start(0);
        } catch (SrpoException e) {
            return Optional.empty();
        }
        DtypeTrial trial = DtypeTrial.typical();
        return Optional.of(new Finding(
                "dtype",
                State.OK,
                "auto is " + trial.describe(),
                "what model.dtype: auto takes; it is measured anew for each model"));
    }
}
