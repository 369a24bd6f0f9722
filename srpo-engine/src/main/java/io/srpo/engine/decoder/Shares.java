package io.srpo.engine.decoder;

import io.srpo.engine.kernels.PackedMatrix;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * What neighbouring rows' scores are made into in every layer of a step: each cached token's share of a row's attention. Tensors are {@code [kvHeads, rows, repeat, columns]}, the rows' own tokens in the first columns,
 * their prompts' in those behind.
 */
abstract class Shares {
    private static final Scalar NOTHING = Torch.constant(Double.NEGATIVE_INFINITY);

    /**
     * Sizes.
     *
     * @param dtype of what products read
     * @param repeat query heads that share a key head
     * @param own tokens of each row
     * @param ownColumns for the longest row's at least
     * @param promptColumns for the longest prompt's at least
     */
    record Sizes(Dtype dtype, int kvHeads, int repeat, int[] own, int ownColumns, int promptColumns) {
        int rows() {
            return own.length;
        }

        int columns() {
            return ownColumns + promptColumns;
        }

        long elements() {
            return (long) kvHeads * rows() * repeat * columns();
        }

        Tensor room(Dtype type, int width) {
            return Torch.empty(type, kvHeads, rows(), repeat, width);
        }
    }

    /** In the number type that products read; not necessarily summing to one before {@link #mixed}. */
    final Tensor shares;

    private final Tensor ownScores;
    private final Tensor mask;

    /** @param ownScores filled with what columns get that no product fills */
    Shares(Sizes sizes, Tensor ownScores) {
        shares = sizes.room(sizes.dtype, sizes.columns());
        this.ownScores = ownScores;
        mask = mask(sizes);
    }

    /** Scores that nothing has a share by. */
    static Tensor noScores(Sizes sizes, int columns) {
        Tensor scores = sizes.room(Dtype.FP32, columns);
        scores.fill_(NOTHING);
        return scores;
    }

    /** 0 for a row's own tokens, minus infinity for what a product of several rows reads beyond them, {@code [1, rows, 1, columns]}. */
    private static Tensor mask(Sizes sizes) {
        int columns = sizes.ownColumns;
        float[] values = new float[sizes.rows() * columns];
        Arrays.fill(values, Float.NEGATIVE_INFINITY);
        for (int r = 0; r < sizes.rows(); r++) {
            Arrays.fill(values, r * columns, r * columns + sizes.own[r], 0);
        }
        return Torch.floats(values, 1, sizes.rows(), 1, columns);
    }

    /** Where products with the rows' own keys go, fp32, {@code ownColumns} wide. */
    final Tensor ownScores() {
        return ownScores;
    }

    /** Where products with prompts' keys go, {@code promptColumns} wide. */
    abstract Tensor ofPrompts();

    /**
     * The product with a prompt's keys.
     *
     * @param out of {@link #ofPrompts}
     */
    abstract PackedMatrix.Bound withPrompt(Tensor out, Tensor queries);

    /** All of a layer's products with keys are done: fills {@link #shares}. */
    final void scored(int layer) {
        ownScores.add_(mask);
        share(layer);
    }

    abstract void share(int layer);

    /** All of a layer's products of {@link #shares} with values are done. */
    abstract void mixed(int layer, Tensor mixed);

    /** Whether the numbers of all layers so far are to be relied on. */
    abstract boolean reliable();
}
