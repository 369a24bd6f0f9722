package io.srpo.engine.decoder;

import io.srpo.engine.kernels.PackedMatrix;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Dtype;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Takes keys and values of packed prompts out of a forward pass. */
final class PromptCache {
    /** To a prompt, most often. */
    private static final int ANSWERS = 8;

    private final ModelConfig config;
    private final Dtype dtype;
    private final List<int[]> prompts;
    private final List<List<PackedMatrix>> keys = new ArrayList<>();
    private final List<List<PackedMatrix>> values = new ArrayList<>();

    /** @param dtype in which they are kept */
    PromptCache(ModelConfig config, Dtype dtype, List<int[]> prompts) {
        this.config = config;
        this.dtype = dtype;
        this.prompts = prompts;
        for (int p = 0; p < prompts.size(); p++) {
            keys.add(new ArrayList<>());
            values.add(new ArrayList<>());
        }
    }

    /** One layer's; layers come in order. */
    void put(Heads heads) {
        int row = 0;
        for (int p = 0; p < prompts.size(); p++) {
            int length = prompts.get(p).length;
            keys.get(p).add(kept(heads.key().narrow(1, row, length).transpose(1, 2)));
            values.get(p).add(kept(heads.value().narrow(1, row, length)));
            row += length;
        }
    }

    private PackedMatrix kept(Tensor view) {
        return new PackedMatrix(view.to(dtype.type()).contiguous(), ANSWERS * config.heads() / config.kvHeads());
    }

    /** A prompt once all layers have been put. */
    DecodePrompt prompt(int index, float[] logits) {
        return new DecodePrompt(prompts.get(index).length, keys.get(index), values.get(index), logits);
    }
}
