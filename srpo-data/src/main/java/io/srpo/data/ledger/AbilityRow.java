package io.srpo.data.ledger;

/**
 * How problems of one kind came out, first and last.
 *
 * @param unseen whether they are held-out problems; otherwise practised ones
 * @param source where they come from, empty when not known
 * @param difficulty as the source names it, empty when not known
 * @param before mean share of right answers at each problem's first measurement or visit, 0 to 1
 * @param after at its last one
 */
public record AbilityRow(
        boolean unseen, String domain, String source, String difficulty, int problems, double before, double after) {}
