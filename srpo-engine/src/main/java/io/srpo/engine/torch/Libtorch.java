package io.srpo.engine.torch;

import io.srpo.core.SrpoException;

/**
 * Loading libtorch. {@link Torch} has constants that are native objects, so it cannot even be initialised where the libraries do not load; this class can, and says why.
 */
public final class Libtorch {
    private Libtorch() {}

    /**
     * As {@link Torch#start}.
     *
     * @throws SrpoException (resource) when the native libraries cannot be loaded
     */
    public static int start(int wanted) {
        try {
            return Torch.start(wanted);
        } catch (LinkageError e) {
            throw SrpoException.resource(
                    "libtorch's native libraries could not be loaded (" + reason(e)
                            + "); they unpack about 460 MB into ~/.javacpp/cache, so look there for disk space and permissions, and"
                            + " whether this process is allowed little memory (ulimit -v)",
                    e);
        }
    }

    /** The innermost cause says what the system refused. */
    private static String reason(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage()).lines().findFirst().orElse("");
    }
}
