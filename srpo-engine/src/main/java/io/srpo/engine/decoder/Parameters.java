package io.srpo.engine.decoder;

import io.srpo.core.SrpoException;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import io.srpo.engine.weights.WeightSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A decoder's parameters, or as many gradients, as fp32 views into one flat tensor, so that optimizer, norm and copies are passes over one array.
 * Closing frees the flat tensor and every view.
 */
public final class Parameters implements AutoCloseable {
    /** Standard deviation of fresh weights (GPT-2's, also transformers' default). */
    private static final double FRESH_DEVIATION = 0.02;

    /** One layer's tensors; {@code qkv} is {@code [(heads + 2 kvHeads) * headDim, hidden]}, {@code gateUp} is {@code [2 * inner, hidden]}. */
    record Layer(
            Tensor qkv,
            @Nullable Tensor qkvBias,
            Tensor o,
            @Nullable Tensor qNorm,
            @Nullable Tensor kNorm,
            Tensor gateUp,
            Tensor down,
            Tensor inputNorm,
            Tensor postNorm) {}

    private final ModelConfig config;
    private final ParameterLayout layout;
    private final Buffers buffers = new Buffers();
    private final Tensor flat;
    private final List<Layer> layers = new ArrayList<>();
    private final Tensor embedding;
    private final Tensor finalNorm;
    private final Tensor head;

    private Parameters(ModelConfig config, ParameterLayout layout) {
        this.config = config;
        this.layout = layout;
        flat = buffers.zeros(layout.length());
        try (PointerScope scope = new PointerScope()) {
            embedding = buffers.own(view("model.embed_tokens.weight"));
            finalNorm = buffers.own(view("model.norm.weight"));
            head = config.tiedEmbeddings() ? embedding : buffers.own(view("lm_head.weight"));
            for (int i = 0; i < config.layers(); i++) {
                layers.add(views(i));
            }
        }
    }

    /** All zero, for gradients and the like. */
    public static Parameters zeros(ModelConfig config) {
        return new Parameters(config, new ParameterLayout(config));
    }

    /**
     * Read from a file's tensors, several at a time.
     *
     * @param source thread-safe
     * @throws SrpoException (input) when a tensor is missing or has another shape than the configuration says
     */
    public static Parameters load(ModelConfig config, WeightSource source) {
        Parameters result = zeros(config);
        try {
            List<ParameterLayout.Slot> slots = List.copyOf(result.layout.slots());
            Team.each(slots.size(), i -> result.load(slots.get(i), source));
        } catch (RuntimeException e) {
            result.close();
            throw e;
        }
        return result;
    }

    private void load(ParameterLayout.Slot slot, WeightSource source) {
        long[] found = source.shape(slot.name());
        if (!Arrays.equals(found, slot.shape())) {
            throw SrpoException.input("tensor " + slot.name() + " of " + source + " has shape " + Arrays.toString(found)
                    + ", the model's configuration asks for " + Arrays.toString(slot.shape()));
        }
        write(slot.name(), source.read(slot.name()));
    }

    /**
     * Random weights: N(0, 0.02), the two matrices of a layer that write into the residual stream scaled down by sqrt(2 * layers) (GPT-2's rule), norms
     * 1, biases 0. The same seed gives the same bits on any machine.
     */
    public static Parameters fresh(ModelConfig config, long seed) {
        Parameters result = zeros(config);
        SplittableRandom random = new SplittableRandom(seed);
        for (ParameterLayout.Slot slot : result.layout.slots()) {
            float[] values = new float[Math.toIntExact(slot.size())];
            if (slot.shape().length == 2) {
                boolean residual =
                        slot.name().endsWith("o_proj.weight") || slot.name().endsWith("down_proj.weight");
                double deviation = residual ? FRESH_DEVIATION / Math.sqrt(2.0 * config.layers()) : FRESH_DEVIATION;
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (deviation * gaussian(random));
                }
            } else if (!slot.name().endsWith(".bias")) {
                Arrays.fill(values, 1);
            }
            result.write(slot.name(), values);
        }
        return result;
    }

    public ModelConfig config() {
        return config;
    }

    public ParameterLayout layout() {
        return layout;
    }

    /** The flat fp32 tensor, {@code [layout().length()]}. */
    public Tensor flat() {
        return flat;
    }

    /** New view of one parameter by its Hugging Face name, in that shape; belongs to the surrounding scope. */
    public Tensor view(String name) {
        ParameterLayout.Slot slot = layout.slot(name);
        return flat.narrow(0, slot.offset(), slot.size()).view(slot.shape());
    }

    /** A parameter's values, row-major. */
    public float[] read(String name) {
        try (PointerScope scope = new PointerScope()) {
            float[] values = Torch.array(view(name));
            return values;
        }
    }

    /** Sets a parameter's values, row-major. */
    public void write(String name, float[] values) {
        try (PointerScope scope = new PointerScope()) {
            Torch.write(view(name), values);
        }
    }

    Layer layer(int index) {
        return layers.get(index);
    }

    Tensor embedding() {
        return embedding;
    }

    Tensor finalNorm() {
        return finalNorm;
    }

    Tensor head() {
        return head;
    }

    private Layer views(int index) {
        String name = ParameterLayout.layer(index);
        String attention = name + "self_attn.";
        long queries = (long) config.heads() * config.headDim();
        long keys = (long) config.kvHeads() * config.headDim();
        Tensor qkv = fused(attention + "q_proj.weight", queries + 2 * keys, config.hiddenSize());
        Tensor gateUp = fused(name + "mlp.gate_proj.weight", 2L * config.intermediateSize(), config.hiddenSize());
        Tensor o = buffers.own(view(attention + "o_proj.weight"));
        Tensor down = buffers.own(view(name + "mlp.down_proj.weight"));
        return new Layer(
                qkv,
                config.attentionBias() ? fused(attention + "q_proj.bias", queries + 2 * keys) : null,
                o,
                config.qkNorm() ? buffers.own(view(attention + "q_norm.weight")) : null,
                config.qkNorm() ? buffers.own(view(attention + "k_norm.weight")) : null,
                gateUp,
                down,
                buffers.own(view(name + "input_layernorm.weight")),
                buffers.own(view(name + "post_attention_layernorm.weight")));
    }

    private Tensor fused(String first, long... shape) {
        long size = 1;
        for (long d : shape) {
            size *= d;
        }
        return buffers.own(flat.narrow(0, layout.slot(first).offset(), size).view(shape));
    }

    /** Box-Muller on SplittableRandom: its own {@code nextGaussian} changed between JDK versions. */
    private static double gaussian(SplittableRandom random) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    @Override
    public void close() {
        buffers.close();
    }
}
