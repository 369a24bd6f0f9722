package io.srpo.engine.decoder;

import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.PackedMatrix;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The products of decoding: few rows, the same matrices at every step. Each matrix is cut by its rows, which are the result's columns, into parts for the members of the {@link
 * Team}, and laid out ahead where that is possible: the BLAS lays a matrix out anew at every call. What comes out is fp32.
 */
final class DecodeProducts implements AutoCloseable {
    /** A kernel is made for each number of rows, so only multiples of this occur above it. */
    static final int ROWS = 8;

    /** Parts begin at multiples of this, which fill vector registers. */
    private static final int COLUMNS = 16;

    private final int rows;
    private final Dtype dtype;
    private final Products plain;
    private final boolean packed;
    private final int members = Team.members();
    private final List<Map<Site, List<Part>>> layers = new ArrayList<>();
    private final List<Part> head;

    /** @param rows most rows of a step, for which the copies are laid out */
    DecodeProducts(LanguageModel model, int rows) {
        this.rows = rows;
        dtype = model.dtype();
        plain = model.products();
        packed = PackedMatrix.available(dtype);
        for (int i = 0; i < model.config().layers(); i++) {
            Matrices.Layer matrices = model.matrices().layer(i);
            Map<Site, List<Part>> sites = new EnumMap<>(Site.class);
            sites.put(Site.QKV, parts(matrices.qkv(), plain));
            sites.put(Site.O, parts(matrices.o(), plain));
            sites.put(Site.GATE_UP, pairedParts(matrices.gateUp()));
            sites.put(Site.DOWN, parts(matrices.down(), plain));
            layers.add(sites);
        }
        head = packed
                ? parts(model.matrices().head(), plain)
                : parts(model.parameters().head(), Products.of(Dtype.FP32));
        List<Part> all = new ArrayList<>(head);
        layers.forEach(sites -> sites.values().forEach(all::addAll));
        Team.each(all.size(), i -> all.get(i).layOut());
    }

    /** Parts of a site, of the first layer as of every other. */
    List<Part> parts(int layer, Site site) {
        List<Part> parts = layers.get(layer).get(site);
        if (parts == null) {
            throw new IllegalStateException("no products: " + site);
        }
        return parts;
    }

    /** Parts of the output matrix. */
    List<Part> head() {
        return head;
    }

    /** In which number type a model's decoding reads rows, and keeps keys and values: fp32 where products in its own type round their results. */
    static Dtype operands(Dtype dtype) {
        return PackedMatrix.available(dtype) ? dtype : Dtype.FP32;
    }

    /** Rows to compute for so many wanted. */
    int padded(int wanted) {
        return !packed || wanted <= ROWS ? wanted : (wanted + ROWS - 1) / ROWS * ROWS;
    }

    private List<Part> parts(Tensor matrix, Products products) {
        List<Part> parts = new ArrayList<>();
        for (Cut cut : cuts(matrix.size(0))) {
            parts.add(new Part(cut, products, List.of(Torch.keep(matrix.narrow(0, cut.from, cut.count)))));
        }
        return parts;
    }

    /** A part has the same columns of both halves: of gate and of up. */
    private List<Part> pairedParts(Tensor matrix) {
        long half = matrix.size(0) / 2;
        List<Part> parts = new ArrayList<>();
        for (Cut cut : cuts(half)) {
            parts.add(new Part(
                    cut,
                    plain,
                    List.of(
                            Torch.keep(matrix.narrow(0, cut.from, cut.count)),
                            Torch.keep(matrix.narrow(0, half + cut.from, cut.count)))));
        }
        return parts;
    }

    private record Cut(int from, int count) {}

    private List<Cut> cuts(long columns) {
        int groups = Math.toIntExact(columns / COLUMNS);
        int parts = Math.max(1, Math.min(members, groups));
        List<Cut> cuts = new ArrayList<>();
        for (int p = 0; p < parts; p++) {
            int from = Team.begin(groups, parts, p) * COLUMNS;
            int to = p == parts - 1 ? Math.toIntExact(columns) : Team.begin(groups, parts, p + 1) * COLUMNS;
            cuts.add(new Cut(from, to - from));
        }
        return cuts;
    }

    /** Some columns of a product. */
    final class Part {
        private final Cut cut;
        private final Products products;
        private List<Tensor> matrices;
        private List<PackedMatrix> copies = List.of();

        Part(Cut cut, Products products, List<Tensor> matrices) {
            this.cut = cut;
            this.products = products;
            this.matrices = matrices;
        }

        /** Its columns of a tensor whose last dimension the result has. */
        Tensor of(Tensor all) {
            return all.narrow(all.dim() - 1, cut.from, cut.count);
        }

        int columns() {
            return cut.count;
        }

        /**
         * {@code into = x * its columns}.
         *
         * @param into {@code [rows, columns]}, fp32
         * @param x {@code [rows, in]} of the type of {@link #operands}
         */
        void multiply(Tensor into, Tensor x) {
            if (copies.isEmpty()) {
                products.apply(into, x, matrices.get(0).t(), null);
            } else {
                copies.get(0).multiply(into, x);
            }
        }

        /** {@code sum += x * its columns}; otherwise as {@link #multiply}. */
        void add(Tensor sum, Tensor x) {
            if (copies.isEmpty()) {
                products.add(sum, x, matrices.get(0).t());
            } else {
                copies.get(0).add(sum, x);
            }
        }

        /**
         * {@code into = silu(x * its columns of gate) * (x * its columns of up)}, for a part of both.
         *
         * @param into {@code [rows, columns]} of the type of {@link #operands}
         * @param gate room of the same shape and strides in fp32
         */
        void gated(Tensor into, Tensor gate, Tensor x) {
            if (copies.isEmpty()) {
                Tensor up = Torch.empty(x.size(0), cut.count);
                products.apply(gate, x, matrices.get(0).t(), null);
                products.apply(up, x, matrices.get(1).t(), null);
                into.copy_(torch.silu_(gate).mul_(up));
            } else {
                copies.get(0).silu(gate, x);
                copies.get(1).times(into, x, gate);
            }
        }

        private void layOut() {
            if (packed) {
                try (PointerScope scope = new PointerScope()) {
                    copies = matrices.stream()
                            .map(matrix -> new PackedMatrix(matrix.t(), rows))
                            .toList();
                }
                drop();
            }
        }

        private void drop() {
            matrices.forEach(Torch::drop);
            matrices = List.of();
        }

        private void close() {
            copies.forEach(PackedMatrix::close);
            drop();
        }
    }

    @Override
    public void close() {
        layers.forEach(sites -> sites.values().forEach(parts -> parts.forEach(Part::close)));
        head.forEach(Part::close);
    }
}
