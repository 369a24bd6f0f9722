package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Weights and the arithmetic over them: what scoring, learning and sampling share. Not thread-safe. Closing frees the weights too; passes and sessions made from it must be
 * closed before.
 */
public final class LanguageModel implements AutoCloseable {
    private final Parameters parameters;
    private final Dtype dtype;
    private final @Nullable Adapters adapters;
    private final Products products;
    private final Matrices matrices;
    private final Decoder decoder;
    private final Head head;
    private @Nullable KeyValueCache cache;

    /**
     * Takes parameters and adapters over.
     *
     * @param dtype of the matrix products: in training and scoring the layers', attention's but for its scores and the output matrix's, in rollouts the layers'
     * @param adapters added to the matrices; null for none
     */
    public LanguageModel(Parameters parameters, Dtype dtype, @Nullable Adapters adapters) {
        this.parameters = parameters;
        this.dtype = dtype;
        this.adapters = adapters;
        products = Products.of(dtype);
        matrices = new Matrices(parameters, products, adapters);
        decoder = new Decoder(parameters.config(), products);
        head = new Head(parameters.config(), decoder.norm, matrices.head());
    }

    /** To be called whenever parameters or adapters have moved: what is computed with follows them. */
    public void moved() {
        matrices.refresh();
    }

    public Dtype dtype() {
        return dtype;
    }

    /** What is trained in place of the parameters; null when those are. */
    public @Nullable Adapters adapters() {
        return adapters;
    }

    Products products() {
        return products;
    }

    Matrices matrices() {
        return matrices;
    }

    /** A parameter by its Hugging Face name with its adapter added, row-major. */
    public float[] read(String name) {
        return adapters == null ? parameters.read(name) : adapters.merged(parameters, name);
    }

    public Parameters parameters() {
        return parameters;
    }

    public ModelConfig config() {
        return parameters.config();
    }

    Decoder decoder() {
        return decoder;
    }

    Head head() {
        return head;
    }

    /** For answers of one session at a time; what one session leaves the next one takes, where it is large enough. */
    KeyValueCache cache(int answers, int tokens) {
        if (cache == null || !cache.holds(answers, tokens)) {
            dropCache();
            cache = new KeyValueCache(config(), DecodeProducts.operands(dtype), answers, tokens);
        }
        return cache;
    }

    /** Bytes that the keys and values of so many tokens take while answers are drawn. */
    public long cachedBytes(int tokens) {
        ModelConfig config = config();
        return 2L
                * config.layers()
                * config.kvHeads()
                * config.headDim()
                * KeyValueCache.roundedUp(tokens)
                * DecodeProducts.operands(dtype).bytes();
    }

    /** Frees what sessions have left; the present one must not go on. */
    void dropCache() {
        if (cache != null) {
            cache.close();
            cache = null;
        }
    }

    /** Logits of every position of one sequence, row-major {@code [ids.length, vocab]}; for tests and inspection. */
    public float[] logits(int[] ids) {
        Pack pack = Pack.ofSequences(List.of(ids));
        try (PointerScope scope = new PointerScope();
                Activations space = new Activations(this, ids.length, Activations.Keep.NOTHING)) {
            decoder.forward(parameters, matrices, decoder.plan(pack), space, null);
            Tensor unit = Torch.empty(ids.length, config().hiddenSize());
            decoder.norm.unit(space.stream, unit, Torch.empty(ids.length, 1));
            Tensor result = Torch.empty(ids.length, config().vocabSize());
            matrices.head().apply(result, unit.mul_(parameters.finalNorm()), null);
            return Torch.array(result);
        }
    }

    @Override
    public void close() {
        dropCache();
        head.close();
        decoder.close();
        matrices.close();
        if (adapters != null) {
            adapters.close();
        }
        parameters.close();
    }
}
