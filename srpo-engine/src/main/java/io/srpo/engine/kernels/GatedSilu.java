package io.srpo.engine.kernels;

import io.srpo.engine.kernels.RoundedProduct.Line;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The activation of a gated feed-forward layer, {@code silu(gate) * up}, and its derivative, a block at a time that stays in the cache. Results in bf16 are rounded as they are written, by oneDNN, in one pass where libtorch takes three. Libtorch's passes are
 * taken for results in fp32, and where oneDNN's library is not there. All tensors of a call are contiguous and of one shape; gate, up and gradients by results are fp32.
 */
public final class GatedSilu {
    /** The gradient by {@code x} from that by {@code silu(x)}, of so many elements. */
    private record Back(long count) {
        void into(Address out, Address x, Address by) {
            OneDnn.own().run(this, this::compile, x, by, out);
        }

        private Compiled compile() {
            memory.desc fp32 = OneDnn.line(Dtype.FP32, count);
            eltwise_forward.primitive_desc forward = new eltwise_forward.primitive_desc(
                    OneDnn.PROCESSOR, dnnl.prop_kind.forward_training, dnnl.algorithm.eltwise_swish, fp32, fp32, 1, 0);
            eltwise_backward back = new eltwise_backward(new eltwise_backward.primitive_desc(
                    OneDnn.PROCESSOR, dnnl.algorithm.eltwise_swish, fp32, fp32, fp32, 1, 0, forward));
            return new Compiled(
                    back,
                    new Compiled.Operand(dnnl.DNNL_ARG_SRC, fp32),
                    new Compiled.Operand(dnnl.DNNL_ARG_DIFF_DST, fp32),
                    new Compiled.Operand(dnnl.DNNL_ARG_DIFF_SRC, fp32));
        }
    }

    private GatedSilu() {}

    /**
     * {@code out = silu(gate) * up}.
     *
     * @param out of any number type
     */
    public static void into(Tensor out, Tensor gate, Tensor up) {
        if (!direct(out)) {
            Tensor wide = wide(out);
            blocks(out, (from, count) -> byLibtorch(wide, gate, up, from, count));
            round(out, wide);
            return;
        }
        Line result = new Line(out);
        Line x = new Line(gate);
        Line factor = new Line(up);
        blocks(out, (from, count) -> product(true, count).into(result.at(from), x.at(from), factor.at(from)));
    }

    /**
     * The gradients by gate and up, and the activation again.
     *
     * @param byGate of any number type, which is that of the next two as well
     * @param again receives what {@link #into} gave
     * @param by gradient by the activation
     */
    public static void back(Tensor byGate, Tensor byUp, Tensor again, Tensor by, Tensor gate, Tensor up) {
        if (!direct(byGate)) {
            backByLibtorch(byGate, byUp, again, by, gate, up);
            return;
        }
        Line toGate = new Line(byGate);
        Line toUp = new Line(byUp);
        Line toAgain = new Line(again);
        Line gradients = new Line(by);
        Line gates = new Line(gate);
        Line ups = new Line(up);
        Line room = new Line(Torch.empty(RoundedProduct.BLOCK));
        blocks(by, (from, count) -> {
            Address x = gates.at(from);
            Address factor = ups.at(from);
            Address gradient = gradients.at(from);
            product(true, count).into(toAgain.at(from), x, factor);
            product(true, count).into(toUp.at(from), x, gradient);
            new Back(count).into(room.at(0), x, gradient);
            product(false, count).into(toGate.at(from), room.at(0), factor);
        });
    }

    private static void backByLibtorch(Tensor byGate, Tensor byUp, Tensor again, Tensor by, Tensor gate, Tensor up) {
        Tensor wideGate = wide(byGate);
        Tensor wideUp = wide(byUp);
        Tensor wideAgain = wide(again);
        blocks(by, (from, count) -> {
            Tensor x = some(gate, from, count);
            Tensor factor = some(up, from, count);
            Tensor gradient = some(by, from, count);
            Tensor activated = some(wideAgain, from, count);
            torch.silu_out(activated, x);
            torch.mul_out(some(wideUp, from, count), gradient, activated);
            activated.mul_(factor);
            Tensor into = some(wideGate, from, count);
            torch.mul_out(into, gradient, factor);
            torch.silu_backward_out(into, into, x);
        });
        round(byGate, wideGate);
        round(byUp, wideUp);
        round(again, wideAgain);
    }

    private static void byLibtorch(Tensor out, Tensor gate, Tensor up, long from, long count) {
        Tensor into = some(out, from, count);
        torch.silu_out(into, some(gate, from, count));
        into.mul_(some(up, from, count));
    }

    private static boolean direct(Tensor out) {
        return RoundedProduct.available(Dtype.of(out));
    }

    private static RoundedProduct product(boolean silu, long count) {
        return new RoundedProduct(1, count, silu, false);
    }

    private static void blocks(Tensor of, RoundedProduct.Block work) {
        RoundedProduct.blocks(of.numel(), RoundedProduct.BLOCK, work);
    }

    /** Where a result is worked out in fp32. */
    private static Tensor wide(Tensor out) {
        return Dtype.of(out) == Dtype.FP32 ? out : Torch.empty(out.numel());
    }

    private static void round(Tensor out, Tensor wide) {
        if (Dtype.of(out) != Dtype.FP32) {
            out.view(-1).copy_(wide);
        }
    }

    private static Tensor some(Tensor all, long from, long count) {
        return all.view(-1).narrow(0, from, count);
    }
}
