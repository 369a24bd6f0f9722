package io.srpo.engine.decoder;

import io.srpo.engine.kernels.OneDnnTrial;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A matrix row after row: the weight itself, or a copy of it in another number type or with an adapter added. */
final class PlainMatrix implements Matrix {
    private final Products products;
    private final Tensor matrix;
    private final boolean copied;
    /** Each of those that it holds, and its transpose. */
    private final List<Tensor> parts;

    private final List<Tensor> transposed;

    private PlainMatrix(Products products, Tensor matrix, boolean copied, int stacked) {
        this.products = products;
        this.matrix = Torch.keep(matrix);
        this.copied = copied;
        long rows = matrix.size(0) / stacked;
        parts = IntStream.range(0, stacked)
                .mapToObj(s -> Torch.keep(matrix.narrow(0, s * rows, rows)))
                .toList();
        transposed = parts.stream().map(part -> Torch.keep(part.t())).toList();
    }

    /**
     * Multiplies with a weight itself.
     *
     * @param weight {@code [out, in]}, of the products' number type; a view of it that nobody else drops
     * @param stacked as many matrices of one size it holds, one below the other
     */
    static PlainMatrix of(Products products, Tensor weight, int stacked) {
        return new PlainMatrix(products, weight, false, stacked);
    }

    /** Multiplies with what will be {@link #put} here, of a weight's size; otherwise as {@link #of}. */
    static PlainMatrix copyOf(Products products, Tensor weight, int stacked) {
        return new PlainMatrix(products, Torch.empty(products.dtype(), weight.size(0), weight.size(1)), true, stacked);
    }

    @Override
    public Dtype dtype() {
        return products.dtype();
    }

    @Override
    public void apply(List<Tensor> out, Tensor x, @Nullable Tensor bias) {
        Tensor read = x.to(dtype().type());
        for (int s = 0; s < parts.size(); s++) {
            products.apply(out.get(s), read, transposed.get(s), bias);
        }
    }

    @Override
    public void add(Tensor sum, Tensor x) {
        products.add(sum, x, transposed.get(0));
    }

    @Override
    public void back(Tensor out, List<Tensor> by) {
        products.back(out, by.get(0), parts.get(0));
        for (int s = 1; s < parts.size(); s++) {
            products.add(out, by.get(s), parts.get(s));
        }
    }

    @Override
    public void readyForBack(Tensor weight) {}

    @Override
    public void put(Tensor weight) {
        if (copied) {
            matrix.copy_(weight);
        }
    }

    /** Laid out anew, for as long as they live, where that is possible. */
    @Override
    public List<Columns> columns() {
        try (PointerScope scope = new PointerScope()) {
            return Columns.Cut.of(matrix.size(0) / parts.size()).stream()
                    .map(this::columns)
                    .toList();
        }
    }

    private Columns columns(Columns.Cut cut) {
        List<Tensor> some = cut.of(matrix, parts.size());
        if (OneDnnTrial.passed(products.dtype())) {
            return new Columns.LaidOut(
                    cut, some.stream().map(LaidOutMatrix::forward).toList(), true);
        }
        some.forEach(Torch::keep);
        return new Columns.Plain(cut, products, some);
    }

    @Override
    public void close() {
        transposed.forEach(Torch::drop);
        parts.forEach(Torch::drop);
        Torch.drop(matrix);
    }
}
