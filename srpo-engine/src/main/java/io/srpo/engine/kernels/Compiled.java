package io.srpo.engine.kernels;

import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/** What oneDNN has compiled for a shape, and where its operands' addresses are put; of one thread. Lives until {@link #drop}. */
final class Compiled {
    private final primitive kernel;
    private final List<memory> bound = new ArrayList<>();
    private final IntMemoryMap operands = Torch.keep(new IntMemoryMap());

    /**
     * What is read or written.
     *
     * @param number oneDNN's of this argument
     * @param description sizes, strides and number type
     */
    record Operand(int number, memory.desc description) {}

    /** @param operands in the order in which {@link #run} is given their addresses */
    Compiled(primitive kernel, Operand... operands) {
        this.kernel = Torch.keep(kernel);
        for (Operand operand : operands) {
            memory unbound = Torch.keep(new memory(operand.description, OneDnn.PROCESSOR, null));
            bound.add(unbound);
            this.operands.put(operand.number, unbound);
        }
    }

    /** Returns when all is done, as it does on a processor. */
    void run(stream order, Pointer... addresses) {
        for (int i = 0; i < addresses.length; i++) {
            bound.get(i).set_data_handle(addresses[i]);
        }
        kernel.execute(order, operands);
    }

    /** Of the operand with this place in the order; belongs to the caller. */
    memory.desc description(int place) {
        return bound.get(place).get_desc();
    }

    /** Frees it. */
    void drop() {
        Torch.drop(operands);
        Torch.drop(kernel);
        bound.forEach(Torch::drop);
    }
}
