package io.srpo.verify.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * How sandboxes are made.
 *
 * @param wall {@code auto} (the strongest that stands), a wall's label, or {@code none} (nothing runs)
 * @param parallel candidates at once; further ones wait
 * @param python the interpreter to use, or null to look for one
 */
public record SandboxOptions(
        String wall, int parallel, @Nullable String python) {
    /** From the system properties {@code srpo.sandbox}, {@code srpo.sandbox.parallel}, {@code srpo.sandbox.python}. */
    public static SandboxOptions fromSystem() {
        return new SandboxOptions(
                System.getProperty("srpo.sandbox", "auto"),
                Integer.getInteger("srpo.sandbox.parallel", Runtime.getRuntime().availableProcessors()),
                System.getProperty("srpo.sandbox.python"));
    }

    public SandboxOptions withParallel(int other) {
        return new SandboxOptions(wall, other, python);
    }

    public SandboxOptions withWall(String other) {
        return new SandboxOptions(other, parallel, python);
    }
}
