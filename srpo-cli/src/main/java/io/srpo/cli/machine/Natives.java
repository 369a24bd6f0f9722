package io.srpo.cli.machine;

import io.srpo.cli.machine.Finding.State;
import io.srpo.core.SrpoException;
import io.srpo.engine.torch.Torch;

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
}
