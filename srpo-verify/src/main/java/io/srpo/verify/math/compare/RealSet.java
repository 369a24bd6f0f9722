package io.srpo.verify.math.compare;

import io.srpo.verify.math.parse.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A union of real intervals and points, sorted and merged where the ends are numbers.
 *
 * @param numeric whether every end is a number, so that the order is known
 */
record RealSet(List<Piece> pieces, boolean numeric) {
    private static final double NEAR = 1e-12;

    /** One interval; a point when both ends are the same. An infinite end is open. */
    record Piece(Node low, Node high, boolean lowOpen, boolean highOpen, double from, double to) {
        boolean isEmpty() {
            return from > to || (from == to && (lowOpen || highOpen) && !Double.isNaN(from));
        }
    }

    static RealSet of(List<Piece> pieces) {
        boolean numeric = pieces.stream().noneMatch(p -> Double.isNaN(p.from()) || Double.isNaN(p.to()));
        if (!numeric) {
            return new RealSet(pieces, false);
        }
        List<Piece> sorted =
                new ArrayList<>(pieces.stream().filter(p -> !p.isEmpty()).toList());
        sorted.sort(Comparator.comparingDouble(Piece::from).thenComparing(Piece::lowOpen));
        List<Piece> merged = new ArrayList<>();
        for (Piece p : sorted) {
            Piece last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || !touches(last, p)) {
                merged.add(p);
                continue;
            }
            merged.remove(merged.size() - 1);
            boolean longer = p.to() > last.to() + NEAR;
            boolean even = near(p.to(), last.to());
            merged.add(new Piece(
                    last.low(),
                    longer ? p.high() : last.high(),
                    last.lowOpen() && (p.lowOpen() || !near(p.from(), last.from())),
                    longer ? p.highOpen() : even ? last.highOpen() && p.highOpen() : last.highOpen(),
                    last.from(),
                    Math.max(last.to(), p.to())));
        }
        return new RealSet(merged, true);
    }

    private static boolean near(double a, double b) {
        return a == b
                || (!Double.isInfinite(a)
                        && !Double.isInfinite(b)
                        && Math.abs(a - b) <= NEAR * Math.max(1, Math.max(Math.abs(a), Math.abs(b))));
    }

    private static boolean touches(Piece a, Piece b) {
        if (near(a.to(), b.from())) {
            return !(a.highOpen() && b.lowOpen()) || (near(a.from(), b.from()) && a.from() == a.to());
        }
        return b.from() < a.to();
    }

    RealSet union(RealSet o) {
        List<Piece> all = new ArrayList<>(pieces);
        all.addAll(o.pieces);
        return of(all);
    }

    RealSet intersection(RealSet o) {
        List<Piece> all = new ArrayList<>();
        for (Piece a : pieces) {
            for (Piece b : o.pieces) {
                boolean lowA = near(a.from(), b.from()) ? a.lowOpen() : a.from() > b.from();
                boolean highA = near(a.to(), b.to()) ? a.highOpen() : a.to() < b.to();
                all.add(new Piece(
                        lowA ? a.low() : b.low(),
                        highA ? a.high() : b.high(),
                        lowA ? a.lowOpen() : b.lowOpen(),
                        highA ? a.highOpen() : b.highOpen(),
                        lowA ? a.from() : b.from(),
                        highA ? a.to() : b.to()));
            }
        }
        return of(all);
    }

    RealSet complement() {
        List<Piece> gaps = new ArrayList<>();
        Node from = new Node.Neg(new Node.Sym("oo"));
        double at = Double.NEGATIVE_INFINITY;
        boolean open = true;
        for (Piece p : pieces) {
            gaps.add(new Piece(from, p.low(), open, !p.lowOpen(), at, p.from()));
            from = p.high();
            at = p.to();
            open = !p.highOpen();
        }
        gaps.add(new Piece(from, new Node.Sym("oo"), open, true, at, Double.POSITIVE_INFINITY));
        return of(gaps.stream()
                .filter(g -> g.from() != g.to() || !Double.isInfinite(g.from()))
                .toList());
    }
}
