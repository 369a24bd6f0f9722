package io.srpo.engine.decoder;

import io.srpo.core.SrpoException;
import io.srpo.engine.model.ModelConfig;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where each parameter lies in one flat array. Query, key and value of a layer are neighbours, and so are gate and up, so that each of the two
 * groups is one matrix to the multiplication and several Hugging Face tensors to everyone else. Groups begin at multiples of 16 elements.
 */
public final class ParameterLayout {
    private static final int ALIGNMENT = 16;

    /**
     * One parameter.
     *
     * @param name Hugging Face's
     * @param shape {@code [out, in]} or {@code [width]}
     * @param offset first element's index in the flat array
     */
    public record Slot(String name, long[] shape, long offset) {
        /** Number of elements. */
        public long size() {
            long size = 1;
            for (long d : shape) {
                size *= d;
            }
            return size;
        }
    }

    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private long end;

    public ParameterLayout(ModelConfig config) {
        long hidden = config.hiddenSize();
        long queries = (long) config.heads() * config.headDim();
        long keys = (long) config.kvHeads() * config.headDim();
        long inner = config.intermediateSize();
        add("model.embed_tokens.weight", config.vocabSize(), hidden);
        for (int i = 0; i < config.layers(); i++) {
            String layer = layer(i);
            String attention = layer + "self_attn.";
            align();
            add(attention + "q_proj.weight", queries, hidden);
            add(attention + "k_proj.weight", keys, hidden);
            add(attention + "v_proj.weight", keys, hidden);
            if (config.attentionBias()) {
                align();
                add(attention + "q_proj.bias", queries);
                add(attention + "k_proj.bias", keys);
                add(attention + "v_proj.bias", keys);
            }
            align();
            add(attention + "o_proj.weight", hidden, queries);
            if (config.qkNorm()) {
                align();
                add(attention + "q_norm.weight", config.headDim());
                add(attention + "k_norm.weight", config.headDim());
            }
            align();
            add(layer + "mlp.gate_proj.weight", inner, hidden);
            add(layer + "mlp.up_proj.weight", inner, hidden);
            align();
            add(layer + "mlp.down_proj.weight", hidden, inner);
            align();
            add(layer + "input_layernorm.weight", hidden);
            align();
            add(layer + "post_attention_layernorm.weight", hidden);
        }
        align();
        add("model.norm.weight", hidden);
        if (!config.tiedEmbeddings()) {
            align();
            add("lm_head.weight", config.vocabSize(), hidden);
        }
        align();
    }

    /** Name prefix of a layer's parameters. */
    static String layer(int index) {
        return "model.layers." + index + ".";
    }

    /** All parameters, in the order of the flat array. */
    public Collection<Slot> slots() {
        return Collections.unmodifiableCollection(slots.values());
    }

    /**
     * One parameter by its name.
     *
     * @throws SrpoException (internal) when there is none
     */
    public Slot slot(String name) {
        Slot slot = slots.get(name);
        if (slot == null) {
            throw SrpoException.internal("the model has no parameter " + name);
        }
        return slot;
    }

    /** Elements of the flat array, padding between groups included. */
    public long length() {
        return end;
    }

    /** Number of parameters, padding left out. */
    public long parameters() {
        return slots.values().stream().mapToLong(Slot::size).sum();
    }

    private void add(String name, long... shape) {
        Slot slot = new Slot(name, shape, end);
        slots.put(name, slot);
        end += slot.size();
    }

    private void align() {
        end = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
