package io.srpo.verify.sandbox;

import java.io.IOException;

/** Raises a wall and returns the process that waits behind it. */
@FunctionalInterface
interface WallFactory {
    /** @throws IOException when the wall does not stand; its message says why */
    SandboxProcess raise() throws IOException;
}
