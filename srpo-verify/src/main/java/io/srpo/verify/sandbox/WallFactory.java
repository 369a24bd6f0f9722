package io.srpo.verify.sandbox;

import java.io.IOException;

/** Raises a wall and returns the process that waits behind it. */
@FunctionalInterface
interface WallFactory extends AutoCloseable {
    /** @throws IOException when the wall does not stand; its message says why */
    SandboxProcess raise() throws IOException;

    /** Ends what helps to raise; what was raised goes on. */
    @Override
    default void close() {}
}
