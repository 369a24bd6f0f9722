package io.srpo.verify.math.compare;

import io.srpo.verify.math.parse.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Set-builders over whole numbers. */
final class WholeSets {
    private WholeSets() {}

    static boolean wholeOnly(Node n) {
        return Symbols.any(
                n,
                x -> x instanceof Node.Sym s
                        && (s.name().startsWith("\\Z")
                                || s.name().startsWith("\\N")
                                || s.name().startsWith("\\Q")));
    }

    /** A set-builder over whole numbers, when it holds only a few: the numbers themselves. */
    static @Nullable RealSet of(Node.Builder b, RealSets sets) {
        if (!(b.head() instanceof Node.Rel r)
                || !r.ops().equals(List.of("in"))
                || !(r.terms().get(1) instanceof Node.Sym of)
                || of.name().startsWith("\\Q")
                || wholeOnly(b.condition())) {
            return null;
        }
        RealSet range = sets.of(new Node.Builder(r.terms().get(0), b.condition()));
        if (range == null || !range.numeric()) {
            return null;
        }
        List<RealSet.Piece> points = new ArrayList<>();
        boolean natural = !of.name().equals("\\Z");
        for (RealSet.Piece p : range.pieces()) {
            double from = natural ? Math.max(p.from(), 1) : p.from();
            if (Double.isInfinite(from) || Double.isInfinite(p.to()) || p.to() - from > 300) {
                return null;
            }
            for (long n = (long) Math.ceil(from - 1e-12); n <= p.to() + 1e-12; n++) {
                boolean end = (p.lowOpen() && Math.abs(n - p.from()) < 1e-12)
                        || (p.highOpen() && Math.abs(n - p.to()) < 1e-12);
                if (!end) {
                    points.add(new RealSet.Piece(Node.Num.of(n), Node.Num.of(n), false, false, n, n));
                }
            }
        }
        return RealSet.of(points);
    }
}
