package io.srpo.engine.decoder;

import io.srpo.engine.kernels.OneDnnTrial;
import io.srpo.engine.kernels.PackedMatrix;
import io.srpo.engine.kernels.RowSum;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import org.bytedeco.pytorch.Tensor;

/**
 * By exponentials that the products with prompts' keys leave behind in place of scores, each divided by their row's sum after it has been mixed: scores of a long prompt are neither written nor read again, and no pass looks for a
 * maximum. Without the maximum taken off, a score above some 69, or all of a row's below some -46, leave the range of what is summed, which {@link #reliable} tells.
 */
final class ExponentialShares extends Shares {
    /** Elements from which on it is faster than {@link SoftmaxShares}, which takes fewer calls. */
    static final int WORTH = 1 << 16;

    /** Sums within these are of exponentials that were neither rounded to zero, as far as they matter, nor too large. */
    private static final double LEAST = 1e-20;

    private static final double MOST = 1e30;

    private final Tensor ofPrompts;
    private final Tensor ofOwn;
    private final Tensor sums;

    /** @param layers of the model */
    ExponentialShares(Sizes sizes, int layers) {
        super(sizes, noScores(sizes, sizes.ownColumns()));
        shares.zero_();
        ofOwn = shares.narrow(3, 0, sizes.ownColumns());
        ofPrompts = shares.narrow(3, sizes.ownColumns(), sizes.promptColumns());
        sums = Torch.empty(layers, sizes.kvHeads(), sizes.rows(), sizes.repeat(), 1);
        sums.fill_(Torch.ONE);
    }

    /** Whether products can do so in this number type. */
    static boolean available(Dtype dtype) {
        return OneDnnTrial.passed(dtype);
    }

    @Override
    Tensor ofPrompts() {
        return ofPrompts;
    }

    @Override
    PackedMatrix.Bound withPrompt(Tensor out, Tensor queries) {
        return PackedMatrix.bindExponentials(out, queries);
    }

    @Override
    void share(int layer) {
        ofOwn.copy_(ownScores().exp_());
        RowSum.into(sums.select(0, layer), shares);
    }

    @Override
    void mixed(int layer, Tensor mixed) {
        mixed.div_(sums.select(0, layer));
    }

    @Override
    boolean reliable() {
        // Neither holds of what is not a number.
        return sums.min().item_float() >= LEAST && sums.max().item_float() <= MOST;
    }
}
