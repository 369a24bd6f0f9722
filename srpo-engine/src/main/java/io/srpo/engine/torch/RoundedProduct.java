package io.srpo.engine.torch;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code x * factor} or {@code silu(x) * factor}, element by element, of fp32 numbers that lie side by side, rounded to bf16 as it is written, by oneDNN. One of at most {@link #BLOCK} elements, which is compiled for its size.
 *
 * @param alike whether all rows have the same factors
 */
record RoundedProduct(long rows, long columns, boolean silu, boolean alike) {
    /** Elements of a block, 256 KiB in fp32: what is done with it finds it in the cache. */
    static final int BLOCK = 1 << 16;

    /** Zeros: oneDNN writes the type of a sum's first operand, so there is one of that type. */
    private static final Tensor NOTHING = Torch.keep(Torch.zeros(Dtype.BF16, BLOCK));

    private static final Pointer NOTHING_DATA = Torch.keep(NOTHING.data_ptr());

    /** Whether results of this type are written so. */
    static boolean available(Dtype to) {
        return to == Dtype.BF16 && PackedMatrix.available(to);
    }

    void into(Address out, Address x, Address factor) {
        OneDnn.own().multiplyElements(this, this::operands, NOTHING_DATA, x, out, factor);
    }

    private OneDnn.Elements operands() {
        memory.desc fp32 = matrix(Dtype.FP32, rows);
        return new OneDnn.Elements(matrix(Dtype.BF16, rows), fp32, silu, alike ? matrix(Dtype.FP32, 1) : fp32);
    }

    private memory.desc matrix(Dtype dtype, long count) {
        return OneDnn.strided(dtype, new long[] {count, columns}, new long[] {columns, 1});
    }

    /** A tensor's elements one after the other, one place in them at a time. */
    record Line(Address start, int bytes) {
        /** @param tensor contiguous */
        Line(Tensor tensor) {
            this(new Address(tensor.data_ptr()), Dtype.of(tensor).bytes());
        }

        Address at(long element) {
            return start.at(element * bytes);
        }
    }

    /** Some of what is done block by block. */
    interface Block {
        void of(long from, long count);
    }

    /** All of so many: in blocks of at most {@code most}, a power of 2, and what is left in the halves, quarters and so on of which it consists, so that little is compiled. */
    static void blocks(long all, long most, Block work) {
        for (long from = 0; from < all; ) {
            long count = Math.min(most, Long.highestOneBit(all - from));
            work.of(from, count);
            from += count;
        }
    }
}
