package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Cached decoding, a token a row a step. Rows are independent: they may be of any length, begin and end at any step, and share their prompts' keys and values. The matrix products run over
 * all rows at once; attention is {@link RowAttention}'s. Not thread-safe.
 */
public final class DecodeSession implements AutoCloseable {
    /** Token rows of one prefill pass; bounds its work space. */
    private static final int PREFILL_ROWS = 2048;

    private final LanguageModel model;
    private final ModelConfig config;
    private final BlockPool pool;
    private final RowAttention attention;
    private final DecodeProducts products;
    private final DoubleOptional epsilon;
    private final Tensor logits;

    /** @param maxRows most rows of a step */
    public DecodeSession(LanguageModel model, int maxRows) {
        this.model = model;
        this.config = model.config();
        pool = new BlockPool(config);
        attention = new RowAttention(config, model.decoder().rotary());
        epsilon = Torch.keep(new DoubleOptional(config.rmsNormEps()));
        products = DecodeProducts.of(model, maxRows);
        logits = Torch.keep(Torch.empty(products.padded(maxRows), config.vocabSize()));
    }

    /**
     * Computes prompts, packed.
     *
     * @param answers that each of them will have
     */
    public List<DecodePrompt> prefill(List<int[]> prompts, int answers) {
        List<DecodePrompt> result = new ArrayList<>();
        int from = 0;
        while (from < prompts.size()) {
            int to = from;
            int rows = 0;
            while (to < prompts.size() && (to == from || rows + prompts.get(to).length <= PREFILL_ROWS)) {
                rows += prompts.get(to++).length;
            }
            try (PointerScope scope = new PointerScope()) {
                prefill(prompts.subList(from, to), rows, answers, result);
            }
            from = to;
        }
        return result;
    }

    private void prefill(List<int[]> prompts, int rows, int answers, List<DecodePrompt> result) {
        PromptCache cache = new PromptCache(config, pool, prompts, answers);
        try (Activations space = new Activations(config, rows, Activations.Keep.NOTHING)) {
            Decoder.Plan plan = model.decoder().plan(Pack.ofSequences(prompts));
            model.decoder().forward(model.parameters(), model.matrices(), plan, space, cache::put);
            int[] last = new int[prompts.size()];
            int row = -1;
            for (int p = 0; p < last.length; p++) {
                row += prompts.get(p).length;
                last[p] = row;
            }
            Tensor hidden = space.stream.index_select(0, Torch.longs(last));
            float[] first = Torch.array(torch.mm(
                    norm(hidden, model.parameters().finalNorm()),
                    model.parameters().headT()));
            for (int p = 0; p < last.length; p++) {
                float[] own = Arrays.copyOfRange(first, p * config.vocabSize(), (p + 1) * config.vocabSize());
                result.add(cache.prompt(p, own));
            }
        }
    }

    /** Begins an answer. */
    public DecodeSequence begin(DecodePrompt prompt) {
        return new DecodeSequence(prompt, new CachedTokens(pool, config.layers()));
    }

    /** Gives back the memory of an answer. */
    public void end(DecodeSequence sequence) {
        sequence.own.release();
    }

    /** Gives back the memory of a prompt that no answer needs any more. */
    public void end(DecodePrompt prompt) {
        prompt.release();
    }

    /** Logits of the first token of answers to these prompts, {@code [prompts, vocab]}, overwritten by the next call; belongs to the surrounding scope. */
    public Tensor first(List<DecodePrompt> prompts) {
        Tensor result = logits.narrow(0, 0, prompts.size());
        try (PointerScope scope = new PointerScope()) {
            for (int i = 0; i < prompts.size(); i++) {
                Torch.write(result.select(0, i), prompts.get(i).logits);
            }
        }
        return result;
    }

    /**
     * Takes each row's newest token and gives the logits of its next one, {@code [rows, vocab]}, overwritten by the next call; belongs to the surrounding scope.
     */
    public Tensor step(List<DecodeSequence> rows, int[] tokens) {
        Tensor result = logits.narrow(0, 0, rows.size());
        rows.forEach(row -> row.own.reserve(1));
        try (PointerScope scope = new PointerScope()) {
            Parameters parameters = model.parameters();
            int padded = products.padded(rows.size());
            Tensor stream = parameters.embedding().index_select(0, Torch.longs(Arrays.copyOf(tokens, padded)));
            if (products.throughBlas(padded)) {
                Torch.withOneThread(() -> layers(stream, rows));
            } else {
                layers(stream, rows);
            }
            products.head(logits.narrow(0, 0, padded), norm(stream, parameters.finalNorm()));
        }
        rows.forEach(row -> row.own.counted(1));
        return result;
    }

    private void layers(Tensor stream, List<DecodeSequence> rows) {
        for (int i = 0; i < config.layers(); i++) {
            try (PointerScope scope = new PointerScope()) {
                layer(model.parameters().layer(i), i, stream, rows);
            }
        }
    }

    private void layer(Parameters.Layer weights, int index, Tensor stream, List<DecodeSequence> rows) {
        int turned = config.heads() + config.kvHeads();
        Tensor qkv = products.apply(index, Site.QKV, norm(stream, weights.inputNorm()), weights.qkvBias());
        if (weights.qNorm() != null && weights.kNorm() != null) {
            Tensor all = qkv.view(-1, turned + (long) config.kvHeads(), config.headDim());
            Tensor queries = all.narrow(1, 0, config.heads());
            Tensor keys = all.narrow(1, config.heads(), config.kvHeads());
            queries.copy_(norm(queries, weights.qNorm()));
            keys.copy_(norm(keys, weights.kNorm()));
        }
        products.add(stream, index, Site.O, attention.mix(index, rows, qkv));

        Tensor inner = products.apply(index, Site.GATE_UP, norm(stream, weights.postNorm()), null);
        Tensor activated = torch.silu(inner.narrow(1, 0, config.intermediateSize()))
                .mul_(inner.narrow(1, config.intermediateSize(), config.intermediateSize()));
        products.add(stream, index, Site.DOWN, activated);
    }

    private Tensor norm(Tensor rows, Tensor weight) {
        return torch.rms_norm(rows, new long[] {rows.size(rows.dim() - 1)}, new TensorOptional(weight), epsilon);
    }

    @Override
    public void close() {
        attention.close();
        products.close();
        Torch.drop(logits);
        Torch.drop(epsilon);
    }
}
