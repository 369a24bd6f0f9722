package io.srpo.cli.machine;

import io.srpo.cli.machine.Finding.State;
import io.srpo.core.SrpoException;
import io.srpo.engine.decoder.DtypeTrial;
import io.srpo.engine.torch.Blas;
import io.srpo.engine.torch.Libtorch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether libtorch loads; the first time it unpacks some 460 MB. */
final class Natives {
    private Natives() {}

    static Finding look() {
        try {
            int threads = Libtorch.start(0);
            return new Finding(
                    "libtorch",
                    State.OK,
                    "loads",
                    "models run with " + threads + " threads; products in fp32 by " + Blas.name());
        } catch (SrpoException e) {
            return new Finding("libtorch", State.MISSING, "does not load", String.valueOf(e.getMessage()));
        }
    }

    /** Settings of the environment that make matrix products slow; empty when there are none. */
    static List<Finding> traps(Map<String, String> environment) {
        List<Finding> found = new ArrayList<>();
        String core = environment.get("OPENBLAS_CORETYPE");
        if (core != null && !core.isEmpty()) {
            found.add(new Finding(
                    "BLAS",
                    State.LIMITED,
                    "OPENBLAS_CORETYPE is " + core,
                    "the library then does not choose its kernels by the processor, and may be far slower; unset it"));
        }
        for (String name : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
            String threads = environment.get(name);
            if (threads != null && !threads.isEmpty()) {
                found.add(new Finding(
                        "threads",
                        State.LIMITED,
                        name + " is " + threads,
                        "not heeded: threads in the configuration or --threads says how many, all cores without it"));
            }
        }
        String waiting = environment.get("OMP_WAIT_POLICY");
        if (!"passive".equalsIgnoreCase(waiting)) {
            found.add(
                    new Finding(
                            "threads",
                            State.LIMITED,
                            "OMP_WAIT_POLICY is " + (waiting == null ? "not set" : waiting),
                            "waiting threads spin on the cores that the products need; ./srpo sets passive unless told otherwise"));
        }
        return found;
    }

    /** What {@code dtype: auto} takes here for a model of half a billion parameters; empty where libtorch does not load. */
    static Optional<Finding> numberType() {
        try {
            Libtorch.start(0);
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
