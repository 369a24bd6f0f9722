package io.srpo.engine.decoder;

import io.srpo.engine.kernels.PackedMatrix;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Some columns of a {@link Matrix}' products with few rows: a member's share of them. What comes out is fp32 unless said otherwise. */
sealed interface Columns extends AutoCloseable {
    /** Which columns; of a matrix that holds several of one size below each other, of each of those. */
    Cut cut();

    /**
     * {@code into = x * its columns}.
     *
     * @param into {@code [rows, columns]}
     * @param x {@code [rows, in]} of the type of {@link DecodeProducts#operands}
     */
    void multiply(Tensor into, Tensor x);

    /** {@code sum += x * its columns}; otherwise as {@link #multiply}. */
    void add(Tensor sum, Tensor x);

    /**
     * {@code into = silu(x * its columns of gate) * (x * its columns of up)}, of a matrix that holds both.
     *
     * @param into {@code [rows, columns]} of the type of {@link DecodeProducts#operands}
     * @param gate room of the same shape and strides in fp32
     */
    void gated(Tensor into, Tensor gate, Tensor x);

    /** Frees what was made for it alone. */
    @Override
    void close();

    /** Its columns of a tensor whose last dimension the result has. */
    default Tensor of(Tensor all) {
        return all.narrow(all.dim() - 1, cut().from, cut().count);
    }

    /** Columns {@code from} to {@code from + count}. */
    record Cut(int from, int count) {
        /** Parts begin at multiples of this, which fill vector registers. */
        private static final int GRAIN = 16;

        /** So many columns in a part for each member, as far as there are enough. */
        static List<Cut> of(long columns) {
            int grains = Math.toIntExact(columns / GRAIN);
            int parts = Math.max(1, Math.min(Team.members(), grains));
            List<Cut> cuts = new ArrayList<>();
            for (int p = 0; p < parts; p++) {
                int from = Team.begin(grains, parts, p) * GRAIN;
                int to = p == parts - 1 ? Math.toIntExact(columns) : Team.begin(grains, parts, p + 1) * GRAIN;
                cuts.add(new Cut(from, to - from));
            }
            return cuts;
        }

        /** Its rows of each of the matrices, {@code [stacked * rows, in]}, that stand one below the other. */
        List<Tensor> of(Tensor matrix, int stacked) {
            long rows = matrix.size(0) / stacked;
            List<Tensor> some = new ArrayList<>();
            for (int s = 0; s < stacked; s++) {
                some.add(matrix.narrow(0, s * rows + from, count));
            }
            return some;
        }
    }

    /**
     * Of matrices laid out ahead.
     *
     * @param matrices one, or gate and up, {@code [in, columns]}
     * @param own whether they were laid out for this alone
     */
    record LaidOut(Cut cut, List<PackedMatrix> matrices, boolean own) implements Columns {
        @Override
        public void multiply(Tensor into, Tensor x) {
            matrices.get(0).multiply(into, x);
        }

        @Override
        public void add(Tensor sum, Tensor x) {
            matrices.get(0).add(sum, x);
        }

        @Override
        public void gated(Tensor into, Tensor gate, Tensor x) {
            matrices.get(0).silu(gate, x);
            matrices.get(1).times(into, x, gate);
        }

        @Override
        public void close() {
            if (own) {
                matrices.forEach(PackedMatrix::close);
            }
        }
    }

    /**
     * Of rows as they are.
     *
     * @param matrices one, or gate and up, {@code [columns, in]}, kept
     */
    record Plain(Cut cut, Products products, List<Tensor> matrices) implements Columns {
        @Override
        public void multiply(Tensor into, Tensor x) {
            products.apply(into, x, matrices.get(0).t(), null);
        }

        @Override
        public void add(Tensor sum, Tensor x) {
            products.add(sum, x, matrices.get(0).t());
        }

        @Override
        public void gated(Tensor into, Tensor gate, Tensor x) {
            Tensor up = Torch.empty(x.size(0), cut.count);
            products.apply(gate, x, matrices.get(0).t(), null);
            products.apply(up, x, matrices.get(1).t(), null);
            into.copy_(torch.silu_(gate).mul_(up));
        }

        @Override
        public void close() {
            matrices.forEach(Torch::drop);
        }
    }
}
