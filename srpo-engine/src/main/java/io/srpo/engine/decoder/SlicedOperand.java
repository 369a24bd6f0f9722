package io.srpo.engine.decoder;

import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Rows that products read and that are worked out for them, a slice at a time. Where products multiply in another type than fp32, a slice's fp32 rows exist until they are rounded and no longer, unless somebody
 * reads them too: there is no fp32 copy of all rows.
 */
final class SlicedOperand implements Draft {
    private final long width;
    private final @Nullable Tensor fp32;
    private final @Nullable Tensor rounded;

    /**
     * @param dtype that the products multiply in
     * @param keep whether the fp32 rows are needed afterwards as well
     */
    SlicedOperand(Buffers buffers, Dtype dtype, boolean keep, long rows, long width) {
        this.width = width;
        fp32 = keep || dtype == Dtype.FP32 ? buffers.empty(rows, width) : null;
        rounded = dtype == Dtype.FP32 ? null : buffers.empty(dtype, rows, width);
    }

    /** In fp32, for the slices of one piece; belongs to the surrounding scope. */
    Draft draft() {
        Tensor room = fp32 == null ? Torch.empty(Slices.CACHED_ROWS, width) : fp32;
        return new Draft() {
            @Override
            public Tensor rows(long from, long count) {
                return room.narrow(0, fp32 == null ? 0 : from, count);
            }

            @Override
            public void round(long from, long count) {
                if (rounded != null) {
                    rounded.narrow(0, from, count).copy_(rows(from, count));
                }
            }
        };
    }

    /** In fp32 if they are kept so, else as products read them. */
    @Override
    public Tensor rows(long from, long count) {
        return fp32 == null ? at(from, count) : fp32.narrow(0, from, count);
    }

    @Override
    public void round(long from, long count) {
        if (fp32 != null && rounded != null) {
            rounded.narrow(0, from, count).copy_(fp32.narrow(0, from, count));
        }
    }

    /** Rows as products read them. */
    Tensor at(long from, long count) {
        Tensor all = rounded == null ? fp32 : rounded;
        if (all == null) {
            throw new IllegalStateException("neither fp32 nor rounded");
        }
        return all.narrow(0, from, count);
    }

    /** The first rows, which have been rounded. */
    Operand.Rows rows(long count) {
        return new Operand.Rows(fp32 == null ? null : fp32.narrow(0, 0, count), at(0, count));
    }
}
