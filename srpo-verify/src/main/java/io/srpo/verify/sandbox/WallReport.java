package io.srpo.verify.sandbox;

import java.util.List;

/**
 * What was found of one wall.
 *
 * @param works whether it was raised and every attempt against it failed
 * @param detail one sentence: the runtime behind it, or why it does not stand
 * @param tried each attempt against it with its outcome: "reads /etc/passwd: held"
 */
public record WallReport(Wall wall, boolean works, String detail, List<String> tried) {
    public WallReport {
        tried = List.copyOf(tried);
    }
}
