package io.srpo.train.report;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The kinds of problems a run has to do with. */
final class Domains {
    /** Math first, code second, as the stages have them; then by name. */
    static final Comparator<String> ORDER =
            Comparator.comparing(Domains::rank).thenComparing(Comparator.naturalOrder());

    private Domains() {}

    static List<String> of(Timeline timeline, List<HeldOut> heldOut) {
        TreeSet<String> names = new TreeSet<>(ORDER);
        timeline.after("pass@1/").forEach(names::add);
        heldOut.forEach(set -> names.add(set.domain()));
        return List.copyOf(names);
    }

    private static int rank(String domain) {
        return domain.equals("math") ? 0 : domain.equals("code") ? 1 : 2;
    }
}
