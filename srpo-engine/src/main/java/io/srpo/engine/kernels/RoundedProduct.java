package io.srpo.engine.kernels;

import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
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
        return to == Dtype.BF16 && OneDnnTrial.passed(to);
    }

    void into(Address out, Address x, Address factor) {
        OneDnn.own().run(this, this::compile, NOTHING_DATA, x, out, factor);
    }

    private Compiled compile() {
        memory.desc fp32 = OneDnn.rows(Dtype.FP32, rows, columns);
        memory.desc rounded = OneDnn.rows(Dtype.BF16, rows, columns);
        memory.desc factor = alike ? OneDnn.rows(Dtype.FP32, 1, columns) : fp32;
        post_ops after = new post_ops();
        if (silu) {
            after.append_eltwise(dnnl.algorithm.eltwise_swish, 1, 0);
        }
        after.append_binary(dnnl.algorithm.binary_mul, factor);
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after);
        binary product = new binary(new binary.primitive_desc(
                OneDnn.PROCESSOR, dnnl.algorithm.binary_add, rounded, fp32, rounded, attributes, false));
        return new Compiled(
                product,
                new Compiled.Operand(dnnl.DNNL_ARG_SRC_0, rounded),
                new Compiled.Operand(dnnl.DNNL_ARG_SRC_1, fp32),
                new Compiled.Operand(dnnl.DNNL_ARG_DST, rounded),
                new Compiled.Operand(OneDnn.factor(silu ? 1 : 0), factor));
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
