package io.srpo.engine.decoder;

import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Dtype;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Room for rows that lie in fp32 elsewhere and that several products read, so that they are rounded once for all of them. In fp32 the rows themselves are read and there is no room. */
final class Operand {
    private final @Nullable Tensor room;

    /** @param dtype that the products multiply in */
    Operand(Buffers buffers, Dtype dtype, long rows, long width) {
        room = dtype == Dtype.FP32 ? null : buffers.empty(dtype, rows, width);
    }

    /**
     * The same rows twice.
     *
     * @param fp32 null where they are not kept
     * @param multiplied as products read them
     */
    record Rows(@Nullable Tensor fp32, Tensor multiplied) {
        /** Rows that products read as they are. */
        static Rows of(Tensor rows) {
            return new Rows(Dtype.of(rows) == Dtype.FP32 ? rows : null, rows);
        }
    }

    /** Rounds rows {@code from} to {@code from + count} and gives them as products read them. */
    Tensor round(Tensor fp32, long from, long count) {
        Tensor rows = fp32.narrow(0, from, count);
        return room == null ? rows : room.narrow(0, from, count).copy_(rows);
    }

    /** Where those rows are read, whatever stands there. */
    Tensor at(Tensor fp32, long from, long count) {
        return (room == null ? fp32 : room).narrow(0, from, count);
    }

    /** The first rows, which have been rounded. */
    Rows rows(Tensor fp32, long count) {
        return new Rows(fp32.narrow(0, 0, count), at(fp32, 0, count));
    }
}
