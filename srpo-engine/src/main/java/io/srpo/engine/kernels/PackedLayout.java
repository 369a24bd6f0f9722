package io.srpo.engine.kernels;

import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;

/**
 * The order in which products with a matrix, or several of the same size, read it fastest: all that it depends on, and how the matrix lay before.
 *
 * @param times matrices
 * @param rows that they will mostly be multiplied with
 */
record PackedLayout(
        Dtype dtype, long times, long in, long out, long timesStride, long inStride, long outStride, long rows) {
    /** Place of the result among what {@link #copy} reads and writes. */
    private static final int RESULT = 1;

    static PackedLayout of(Tensor matrix, long rows) {
        long times = matrix.dim() > 2 ? matrix.size(0) : 1;
        return new PackedLayout(
                Dtype.of(matrix),
                times,
                matrix.size(-2),
                matrix.size(-1),
                times > 1 ? matrix.stride(0) : 0,
                matrix.stride(-2),
                matrix.stride(-1),
                rows);
    }

    /** Room for a matrix in this order; lives until dropped. */
    memory room() {
        try (memory.desc wanted = OneDnn.own().ready(this, this::copy).description(RESULT)) {
            OneDnn.needRoom(wanted.get_size());
            return Torch.keep(new memory(wanted, OneDnn.PROCESSOR));
        }
    }

    /** Copies a matrix into its {@link #room}. */
    void layOut(Pointer matrix, Pointer room) {
        OneDnn.own().run(this, this::copy, matrix, room);
    }

    private Compiled copy() {
        memory.desc from = plain();
        memory.desc to = fastest();
        return new Compiled(
                new reorder(new reorder.primitive_desc(OneDnn.PROCESSOR, from, OneDnn.PROCESSOR, to)),
                new Compiled.Operand(dnnl.DNNL_ARG_SRC, from),
                new Compiled.Operand(dnnl.DNNL_ARG_DST, to));
    }

    private memory.desc plain() {
        return OneDnn.strided(dtype, sizes(in, out), strides(timesStride, inStride, outStride));
    }

    private memory.desc fastest() {
        memory.desc plain = plain();
        memory.desc any = new memory.desc(plain.get_dims(), plain.get_data_type(), memory.format_tag.any);
        return new matmul.primitive_desc(
                        OneDnn.PROCESSOR, x(rows, rows * in, in), any, result(Dtype.FP32, rows, rows * out, out))
                .weights_desc();
    }

    /** So many rows to multiply with, by the distances from one matrix' rows to the next one's and from row to row. */
    memory.desc x(long count, long time, long row) {
        return OneDnn.strided(dtype, sizes(count, in), strides(time, row, 1));
    }

    /** The result for so many rows, by the same distances. */
    memory.desc result(Dtype type, long count, long time, long row) {
        return OneDnn.strided(type, sizes(count, out), strides(time, row, 1));
    }

    /** A dimension of 1 is left out, since oneDNN does not read its stride as it is. */
    private long[] sizes(long first, long second) {
        return times > 1 ? new long[] {times, first, second} : new long[] {first, second};
    }

    private long[] strides(long time, long first, long second) {
        return times > 1 ? new long[] {time, first, second} : new long[] {first, second};
    }
}
