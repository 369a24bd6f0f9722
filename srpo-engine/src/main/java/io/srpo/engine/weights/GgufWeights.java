package io.srpo.engine.weights;

import io.srpo.core.SrpoException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A GGUF file's tensors under Hugging Face's names and in Hugging Face's order of rows.
 *
 * <p>llama.cpp's converter permutes the rows of q_proj and k_proj for the {@code llama} architecture (its rotary embedding turns neighbours, Hugging Face's turns
 * halves): within a head of width w, its row 2i + j is Hugging Face's row j w/2 + i. That is undone here. Other architectures are stored unpermuted.
 */
public final class GgufWeights implements WeightSource {
    private final GgufFile file;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final int heads;
    private final int kvHeads;
    private final boolean permuted;

    /**
     * @param file closed with this object
     * @param heads query heads
     * @param kvHeads key and value heads
     * @throws SrpoException (input) for a tensor that the supported decoders do not have
     */
    public GgufWeights(GgufFile file, int heads, int kvHeads) {
        this.file = file;
        this.heads = heads;
        this.kvHeads = kvHeads;
        this.permuted = file.metadata().string("general.architecture").equals("llama");
        for (StoredTensor tensor : file.tensors()) {
            if (tensor.name().equals(GgufNames.ROTARY_DIVISORS)) {
                continue; // no parameter; part of the configuration
            }
            tensors.put(GgufNames.huggingFace(file.path(), tensor.name()), tensor);
        }
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    @Override
    public long[] shape(String name) {
        return tensor(name).shape().clone();
    }

    @Override
    public float[] read(String name) {
        StoredTensor tensor = tensor(name);
        float[] values = file.read(tensor);
        if (permuted && name.contains(".self_attn.q_proj.")) {
            return unpermute(values, tensor.shape(), heads);
        }
        if (permuted && name.contains(".self_attn.k_proj.")) {
            return unpermute(values, tensor.shape(), kvHeads);
        }
        return values;
    }

    /** Rows of a matrix, or entries of a bias, back in Hugging Face's order. */
    static float[] unpermute(float[] values, long[] shape, int heads) {
        int rows = (int) shape[0];
        int width = values.length / rows;
        int head = rows / heads;
        float[] out = new float[values.length];
        for (int row = 0; row < rows; row++) {
            int within = row % head;
            int target = row - within + within % 2 * (head / 2) + within / 2;
            System.arraycopy(values, row * width, out, target * width, width);
        }
        return out;
    }

    @Override
    public void close() {
        file.close();
    }

    /** The file's path, for messages. */
    @Override
    public String toString() {
        return file.path().toString();
    }

    private StoredTensor tensor(String name) {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw SrpoException.input(
                    file.path() + ": no tensor for " + name + "; the file is incomplete or of another architecture");
        }
        return tensor;
    }
}
