package io.srpo.verify.sandbox;

import java.util.List;

/**
 * What was found of one wall.
 *
 * @param works whether it was raised and every attempt against it failed
 * @param detail one sentence: the runtime behind it, or why it does not stand
 * @param tried each attempt against it; none when it could not be raised
 */
public record WallReport(Wall wall, boolean works, String detail, List<Attempt> tried) {
    public WallReport {
        tried = List.copyOf(tried);
    }

    /**
     * One attempt to break a wall.
     *
     * @param tried what a program behind the wall tried: "reads /etc/passwd"
     * @param saw what came of it: an error's name, or what it got
     * @param held whether the wall held
     */
    public record Attempt(String tried, String saw, boolean held) {}
}
