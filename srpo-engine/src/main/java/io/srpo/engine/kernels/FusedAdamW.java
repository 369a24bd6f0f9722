package io.srpo.engine.kernels;

import io.srpo.engine.torch.Torch;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;

/**
 * libtorch's AdamW of flat fp32 arrays in one pass over them. Its Java binding has no method for this operator, so it is called by name.
 *
 * @param steps optimizer steps with this one, from 1 on
 * @param divisor of the gradients, which are divided in place; 1 for none
 */
public record FusedAdamW(long steps, double rate, double beta1, double beta2, double epsilon, double divisor) {
    private static final OperatorHandle OPERATOR =
            Torch.keep(Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adamw_", ""));

    private static final Type.TypePtr TENSOR = Torch.keep(new Type.TypePtr(TensorType.get()));

    /**
     * One step without weight decay, as PyTorch's {@code torch.optim.AdamW}; all of one length.
     *
     * @param mean of the gradients
     * @param square mean of their squares
     */
    public void step(Tensor weights, Tensor gradients, Tensor mean, Tensor square) {
        IValue nothing = new IValue();
        OPERATOR.callBoxed(new IValueVector(
                list(weights),
                list(gradients),
                list(mean),
                list(square),
                list(),
                list(Torch.floats(new float[] {steps}, 1)),
                new IValue(rate),
                new IValue(beta1),
                new IValue(beta2),
                new IValue(0.0),
                new IValue(epsilon),
                new IValue(false),
                new IValue(false),
                divisor == 1 ? nothing : new IValue(Torch.floats(new float[] {(float) divisor}, 1)),
                nothing));
    }

    private static IValue list(Tensor... tensors) {
        GenericList list = new GenericList(TENSOR);
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor));
        }
        return new IValue(list);
    }
}
