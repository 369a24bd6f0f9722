package io.srpo.engine.decoder;

import io.srpo.engine.kernels.PackedMatrix;
import io.srpo.engine.kernels.RowSoftmax;
import org.bytedeco.pytorch.Tensor;

/** By softmax over all of a row's scores, however large they are. */
final class SoftmaxShares extends Shares {
    private final Tensor table;
    private final Tensor ofPrompts;

    SoftmaxShares(Sizes sizes) {
        this(sizes, noScores(sizes, sizes.columns()));
    }

    private SoftmaxShares(Sizes sizes, Tensor table) {
        super(sizes, table.narrow(3, 0, sizes.ownColumns()));
        this.table = table;
        ofPrompts = table.narrow(3, sizes.ownColumns(), sizes.promptColumns());
    }

    @Override
    Tensor ofPrompts() {
        return ofPrompts;
    }

    @Override
    PackedMatrix.Bound withPrompt(Tensor out, Tensor queries) {
        return PackedMatrix.bind(out, queries, false);
    }

    @Override
    void share(int layer) {
        RowSoftmax.into(shares, table);
    }

    @Override
    void mixed(int layer, Tensor mixed) {
        // Softmax has divided.
    }

    @Override
    boolean reliable() {
        return true;
    }
}
