package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Keys and values of prompts, each computed once and read by all samples of its group: a layer's tensor is {@code [2, kvHeads, groups, longest, headDim]}, zero
 * behind a shorter prompt's end.
 */
final class PromptCache implements AutoCloseable {
    /** Token rows of one prefill pass; bounds its work space. */
    private static final int PREFILL_ROWS = 2048;

    private final List<Tensor> layers = new ArrayList<>();
    private final int[] lengths;
    private final int longest;

    private PromptCache(List<Tensor> layers, int[] lengths, int longest) {
        this.layers.addAll(layers);
        this.lengths = lengths;
        this.longest = longest;
    }

    /**
     * Computes all prompts, packed.
     *
     * @param firstLogits receives each prompt's next-token logits, {@code [prompts, vocab]}
     */
    static PromptCache prefill(LanguageModel model, List<int[]> prompts, Tensor firstLogits) {
        ModelConfig config = model.config();
        int longest = prompts.stream().mapToInt(p -> p.length).max().orElseThrow();
        List<Tensor> layers = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            layers.add(Torch.keep(Torch.zeros(2, config.kvHeads(), prompts.size(), longest, config.headDim())));
        }
        int[] lengths = prompts.stream().mapToInt(p -> p.length).toArray();
        int from = 0;
        while (from < prompts.size()) {
            int to = from;
            int rows = 0;
            while (to < prompts.size() && (to == from || rows + lengths[to] <= PREFILL_ROWS)) {
                rows += lengths[to++];
            }
            try (PointerScope scope = new PointerScope()) {
                pass(
                        model,
                        prompts.subList(from, to),
                        rows,
                        from,
                        layers,
                        firstLogits.narrow(0, from, (long) to - from));
            }
            from = to;
        }
        return new PromptCache(layers, lengths, longest);
    }

    private static void pass(
            LanguageModel model, List<int[]> prompts, int rows, int group, List<Tensor> layers, Tensor firstLogits) {
        ModelConfig config = model.config();
        Pack pack = Pack.ofSequences(prompts);
        long queries = (long) config.heads() * config.headDim();
        try (Activations space = new Activations(config, rows, false)) {
            model.decoder().forward(model.parameters(), model.decoder().plan(pack), space, (layer, qkv) -> {
                Tensor keyValue = qkv.narrow(1, queries, 2L * config.kvHeads() * config.headDim())
                        .unflatten(1, 2, config.kvHeads(), config.headDim());
                int row = 0;
                for (int p = 0; p < prompts.size(); p++) {
                    int length = prompts.get(p).length;
                    layers.get(layer)
                            .select(2, (long) group + p)
                            .narrow(2, 0, length)
                            .copy_(keyValue.narrow(0, row, length).permute(1, 2, 0, 3));
                    row += length;
                }
            });
            int[] last = new int[prompts.size()];
            int row = -1;
            for (int p = 0; p < last.length; p++) {
                row += prompts.get(p).length;
                last[p] = row;
            }
            Tensor hidden = space.stream.index_select(0, Torch.longs(last));
            Tensor unit = Torch.empty(last.length, config.hiddenSize());
            model.decoder().norm().unit(hidden, unit, Torch.empty(last.length, 1));
            torch.mm_out(
                    firstLogits,
                    unit.mul_(model.parameters().finalNorm()),
                    model.parameters().headT());
        }
    }

    int longest() {
        return longest;
    }

    int length(int group) {
        return lengths[group];
    }

    int groups() {
        return lengths.length;
    }

    Tensor keys(int layer) {
        return layers.get(layer).select(0, 0).flatten(0, 1);
    }

    Tensor values(int layer) {
        return layers.get(layer).select(0, 1).flatten(0, 1);
    }

    /** The same for some groups only; this one is closed. */
    PromptCache keep(int[] groups) {
        int[] kept = Arrays.stream(groups).map(g -> lengths[g]).toArray();
        int longestKept = Arrays.stream(kept).max().orElseThrow();
        List<Tensor> smaller = new ArrayList<>();
        for (Tensor layer : layers) {
            try (PointerScope scope = new PointerScope()) {
                smaller.add(Torch.keep(layer.narrow(3, 0, longestKept).index_select(2, Torch.longs(groups))));
            }
            Torch.drop(layer);
        }
        layers.clear();
        return new PromptCache(smaller, kept, longestKept);
    }

    @Override
    public void close() {
        layers.forEach(Torch::drop);
        layers.clear();
    }
}
