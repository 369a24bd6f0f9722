package io.srpo.engine.decoder;

import io.srpo.engine.kernels.PackedMatrix;
import io.srpo.engine.torch.Dtype;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A matrix laid out ahead, once for all products until the weights move again: a product that is given a plain one lays it out at every call. For products with it it is cut by its rows, as decoding needs it, and training reads the
 * same parts; for the way back each that it holds is whole.
 */
final class LaidOutMatrix implements Matrix {
    /** Rows that it is laid out for; the order is the same for 1 and for 1024. */
    private static final int ROWS = 256;

    private final Dtype dtype;
    private final List<Columns.Cut> cuts;
    private final int stacked;
    private final int rows;
    /** Of each cut its part of every matrix that stands in this one. */
    private final List<List<PackedMatrix>> forward = new ArrayList<>();

    /** Each that it holds; none before {@link #readyForBack}. */
    private final List<PackedMatrix> back = new ArrayList<>();

    /**
     * Lays a weight out.
     *
     * @param weight {@code [out, in]}, fp32
     * @param stacked as many matrices of one size it holds, one below the other
     */
    LaidOutMatrix(Dtype dtype, Tensor weight, int stacked) {
        this.dtype = dtype;
        this.stacked = stacked;
        rows = Math.toIntExact(weight.size(0) / stacked);
        cuts = Columns.Cut.of(rows);
        try (PointerScope scope = new PointerScope()) {
            Tensor rounded = weight.to(dtype.type());
            for (Columns.Cut cut : cuts) {
                forward.add(cut.of(rounded, stacked).stream()
                        .map(LaidOutMatrix::forward)
                        .toList());
            }
        }
    }

    /** For products with the transpose of {@code [columns, in]}. */
    static PackedMatrix forward(Tensor matrix) {
        return new PackedMatrix(matrix.t(), ROWS);
    }

    @Override
    public Dtype dtype() {
        return dtype;
    }

    @Override
    public void apply(List<Tensor> out, Tensor x, @Nullable Tensor bias) {
        Tensor read = x.to(dtype.type());
        each(out, (columns, matrix) -> matrix.multiply(columns, read));
        if (bias != null) {
            out.get(0).add_(bias);
        }
    }

    @Override
    public void add(Tensor sum, Tensor x) {
        Tensor read = x.to(dtype.type());
        each(List.of(sum), (columns, matrix) -> matrix.add(columns, read));
    }

    private interface Product {
        void of(Tensor columns, PackedMatrix matrix);
    }

    private void each(List<Tensor> out, Product product) {
        for (int c = 0; c < cuts.size(); c++) {
            Columns.Cut cut = cuts.get(c);
            for (int s = 0; s < stacked; s++) {
                product.of(
                        out.get(s).narrow(1, cut.from(), cut.count()),
                        forward.get(c).get(s));
            }
        }
    }

    @Override
    public void back(Tensor out, List<Tensor> by) {
        if (back.isEmpty()) {
            throw new IllegalStateException("not made ready for the way back");
        }
        back.get(0).multiply(out, by.get(0));
        for (int s = 1; s < stacked; s++) {
            back.get(s).add(out, by.get(s));
        }
    }

    @Override
    public void readyForBack(Tensor weight) {
        if (back.isEmpty()) {
            try (PointerScope scope = new PointerScope()) {
                Tensor rounded = weight.to(dtype.type());
                for (int s = 0; s < stacked; s++) {
                    back.add(new PackedMatrix(part(rounded, s), ROWS));
                }
            }
        }
    }

    private Tensor part(Tensor all, int index) {
        return all.narrow(0, (long) index * rows, rows);
    }

    @Override
    public void put(Tensor weight) {
        try (PointerScope scope = new PointerScope()) {
            Tensor rounded = weight.to(dtype.type());
            for (int c = 0; c < cuts.size(); c++) {
                List<Tensor> some = cuts.get(c).of(rounded, stacked);
                for (int s = 0; s < stacked; s++) {
                    forward.get(c).get(s).put(some.get(s).t());
                }
            }
            for (int s = 0; s < back.size(); s++) {
                back.get(s).put(part(rounded, s));
            }
        }
    }

    @Override
    public List<Columns> columns() {
        List<Columns> columns = new ArrayList<>();
        for (int c = 0; c < cuts.size(); c++) {
            columns.add(new Columns.LaidOut(cuts.get(c), forward.get(c), false));
        }
        return columns;
    }

    @Override
    public void close() {
        forward.forEach(some -> some.forEach(PackedMatrix::close));
        back.forEach(PackedMatrix::close);
    }
}
