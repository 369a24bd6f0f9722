package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Takes keys and values of packed prompts out of a forward pass: into tensors where enough answers share a prompt, else into blocks as an answer's own are. */
final class PromptCache {
    /** Answers from which one product over all of them may be worth its calls. */
    private static final int ENOUGH_ANSWERS = 4;

    /** Answers times tokens from which it is; at 8 answers to 80 tokens the calls cost what they save. */
    private static final int ENOUGH_WORK = 2048;

    private final ModelConfig config;
    private final List<int[]> prompts;
    private final int answers;
    private final List<CachedTokens> tokens = new ArrayList<>();
    private final List<List<Tensor>> keys = new ArrayList<>();
    private final List<List<Tensor>> values = new ArrayList<>();
    private float[] projected = {};

    PromptCache(ModelConfig config, BlockPool pool, List<int[]> prompts, int answers) {
        this.config = config;
        this.prompts = prompts;
        this.answers = answers;
        for (int[] prompt : prompts) {
            CachedTokens cache = new CachedTokens(pool, config.layers());
            if (!shared(prompt)) {
                cache.reserve(prompt.length);
            }
            tokens.add(cache);
            keys.add(new ArrayList<>());
            values.add(new ArrayList<>());
        }
    }

    private boolean shared(int[] prompt) {
        return answers >= ENOUGH_ANSWERS && (long) answers * prompt.length >= ENOUGH_WORK;
    }

    /** One layer's turned queries and keys, and values, {@code [rows, (heads + 2 kvHeads) * width]}; layers come in order. */
    void put(int layer, Tensor qkv) {
        int queries = config.heads() * config.headDim();
        int one = config.kvHeads() * config.headDim();
        int stride = queries + 2 * one;
        int row = 0;
        boolean read = false;
        for (int p = 0; p < prompts.size(); p++) {
            int length = prompts.get(p).length;
            if (shared(prompts.get(p))) {
                Tensor own = qkv.narrow(0, row, length).unflatten(1, stride / config.headDim(), config.headDim());
                Tensor key = own.narrow(1, config.heads(), config.kvHeads());
                Tensor value = own.narrow(1, (long) config.heads() + config.kvHeads(), config.kvHeads());
                keys.get(p).add(Torch.keep(key.permute(1, 2, 0).contiguous()));
                values.get(p).add(Torch.keep(value.permute(1, 0, 2).contiguous()));
            } else {
                if (!read) {
                    int size = Math.toIntExact(qkv.numel());
                    projected = projected.length < size ? new float[size] : projected;
                    Torch.read(qkv, projected);
                    read = true;
                }
                for (int i = 0; i < length; i++) {
                    int at = (row + i) * stride + queries;
                    tokens.get(p).put(layer, i, projected, at, at + one);
                }
            }
            row += length;
        }
    }

    /** A prompt once all layers have been put. */
    DecodePrompt prompt(int index, float[] logits) {
        int length = prompts.get(index).length;
        if (!shared(prompts.get(index))) {
            tokens.get(index).counted(length);
        }
        return new DecodePrompt(length, tokens.get(index), keys.get(index), values.get(index), logits);
    }
}
