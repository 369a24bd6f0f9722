package io.srpo.engine.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Owns tensors that outlive any {@code PointerScope}: preallocated work space. Frees them all on close. */
public final class Buffers implements AutoCloseable {
    private final List<Tensor> owned = new ArrayList<>();

    /** New uninitialised fp32 tensor, owned here. */
    public Tensor empty(long... shape) {
        return own(Torch.empty(shape));
    }

    /** The same of another type. */
    public Tensor empty(Dtype dtype, long... shape) {
        return own(Torch.empty(dtype, shape));
    }

    /** New fp32 tensor of zeros, owned here. */
    public Tensor zeros(long... shape) {
        return own(Torch.zeros(shape));
    }

    /** The same of another type. */
    public Tensor zeros(Dtype dtype, long... shape) {
        return own(Torch.zeros(dtype, shape));
    }

    /** Takes a tensor over from the surrounding scope. */
    public Tensor own(Tensor tensor) {
        owned.add(Torch.keep(tensor));
        return tensor;
    }

    @Override
    public void close() {
        owned.forEach(Torch::drop);
        owned.clear();
    }
}
