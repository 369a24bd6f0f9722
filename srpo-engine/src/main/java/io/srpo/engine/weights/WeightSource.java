package io.srpo.engine.weights;

import java.util.Set;

/**
 * Named tensors of a model on disk, under their Hugging Face names ({@code model.layers.0.self_attn.q_proj.weight}) and in Hugging Face's order of
 * elements, whatever file they come from. Thread-safe.
 */
public interface WeightSource extends AutoCloseable {
    /** All names, in the order of the file. */
    Set<String> names();

    /** Dimensions, outermost first: {@code [out, in]} for a matrix. */
    long[] shape(String name);

    /**
     * The tensor's values in row-major order, widened or dequantised to fp32.
     *
     * @throws io.srpo.core.SrpoException (input) when there is no such tensor, or it is cut short or of an unsupported type; names file and tensor
     */
    float[] read(String name);

    @Override
    void close();
}
