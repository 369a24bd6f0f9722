package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Attention of one new token a row over its cached tokens. A row's products with its own tokens are tiny (a few query heads on one key head), and a BLAS call for each costs ten
 * times the arithmetic: {@link RowKernel} does them in plain Java. Prompts that many rows share are {@link SharedPrompts}' matter; one softmax goes over both.
 */
final class RowAttention implements AutoCloseable {
    private static final int PARTS_A_MEMBER = 4;

    private final ModelConfig config;
    private final Rotary rotary;
    private final RowKernel kernel;
    private final SharedPrompts prompts;
    private final int heads;
    private final int width;
    private final int stride;
    private float[] projected = {};
    private float[] mixed = {};
    private float[] scores = {};

    RowAttention(ModelConfig config, Rotary rotary) {
        this.config = config;
        this.rotary = rotary;
        kernel = new RowKernel(config);
        prompts = new SharedPrompts(config);
        heads = config.heads();
        width = config.headDim();
        stride = (heads + 2 * config.kvHeads()) * width;
    }

    /**
     * Turns queries and keys, stores the new token's keys and values as token {@code own.count()} of each row, and attends.
     *
     * @param rows in runs of equal prompts
     * @param qkv {@code [rows, (heads + 2 kvHeads) * width]}, not turned; it may have further rows, which nothing is made of
     * @param into {@code [rows, heads * width]} with as many rows as {@code qkv} has, of any number type
     */
    void mix(int layer, List<DecodeSequence> rows, Tensor qkv, Tensor into) {
        int count = rows.size();
        projected = roomy(projected, count * stride);
        mixed = roomy(mixed, count * heads * width);
        int longest = rows.stream().mapToInt(DecodeSequence::apart).max().orElseThrow() + 1;
        scores = roomy(scores, count * heads * longest);
        // Here and not by the slices' threads, which only read the tables.
        rotary.reach(rows.stream().mapToInt(DecodeSequence::length).max().orElseThrow() + 1);
        if (qkv.size(0) > count) {
            into.narrow(0, count, qkv.size(0) - count).zero_();
        }
        List<Part> parts = parts(rows);
        Team.each(parts.size(), p -> attend(layer, rows, parts.get(p), longest, qkv, into));
    }

    /**
     * Neighbouring rows: a task of the {@link Team}.
     *
     * @param prompt that all of them share and that lies in tensors; else null
     */
    private record Part(int from, int to, @Nullable DecodePrompt prompt) {}

    /**
     * A few parts a member, since rows differ in length; rows of one prompt stay together up to a member's share, since the products over the prompt want many. Who takes a part
     * changes nothing in its result.
     */
    private static List<Part> parts(List<DecodeSequence> rows) {
        int few = Math.max(1, rows.size() / (Team.members() == 1 ? 1 : PARTS_A_MEMBER * Team.members()));
        int many = (rows.size() + Team.members() - 1) / Team.members();
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); ) {
            DecodePrompt first = rows.get(from).prompt;
            DecodePrompt shared = first.shared() ? first : null;
            int most = shared == null ? few : many;
            int to = from + 1;
            while (to < rows.size()
                    && to - from < most
                    && (shared == null ? !rows.get(to).prompt.shared() : rows.get(to).prompt == shared)) {
                to++;
            }
            parts.add(new Part(from, to, shared));
            from = to;
        }
        return parts;
    }

    private void attend(int layer, List<DecodeSequence> rows, Part part, int longest, Tensor qkv, Tensor into) {
        int from = part.from;
        int to = part.to;
        Tensor result = Torch.empty((long) to - from, (long) heads * width);
        qkv.data_ptr_float().position((long) from * stride).get(projected, from * stride, (to - from) * stride);
        score(layer, rows, from, to, longest);
        if (part.prompt == null) {
            softmax(from, to, longest);
            mix(layer, rows, from, to, longest);
            write(result, from, to);
        } else {
            Tensor shares = softmax(layer, part.prompt, from, to, longest);
            mix(layer, rows, from, to, longest);
            write(result, from, to);
            prompts.mix(layer, part.prompt, shares, result);
        }
        into.narrow(0, from, (long) to - from).copy_(result);
    }

    /** Over a shared prompt's tokens and the rows' own; gives both shares, {@code [kvHeads, rows * repeat, own + prompt]}. */
    private Tensor softmax(int layer, DecodePrompt prompt, int from, int to, int longest) {
        int count = to - from;
        int size = count * heads * longest;
        long kvHeads = config.kvHeads();
        long repeat = heads / kvHeads;
        Tensor turned = Torch.empty(count, stride);
        turned.data_ptr_float().put(projected, from * stride, count * stride);
        Tensor own = Torch.empty(count, kvHeads, repeat, longest);
        own.data_ptr_float().put(scores, from * heads * longest, size);
        Tensor table = Torch.empty(kvHeads, count * repeat, longest + (long) prompt.length);
        byRow(table.narrow(2, 0, longest), count).copy_(own);
        prompts.score(layer, prompt, turned.narrow(1, 0, (long) heads * width), table);
        Tensor shares = torch.softmax(table, -1);
        own.copy_(byRow(shares.narrow(2, 0, longest), count));
        own.data_ptr_float().get(scores, from * heads * longest, size);
        return shares;
    }

    /** {@code [kvHeads, rows * repeat, columns]} as {@code [rows, kvHeads, repeat, columns]}. */
    private static Tensor byRow(Tensor table, int rows) {
        return table.unflatten(1, rows, table.size(1) / rows).permute(1, 0, 2, 3);
    }

    private void softmax(int from, int to, int longest) {
        int offset = from * heads * longest;
        int size = (to - from) * heads * longest;
        Tensor own = Torch.empty((long) (to - from) * heads, longest);
        own.data_ptr_float().put(scores, offset, size);
        torch.softmax(own, -1).data_ptr_float().get(scores, offset, size);
    }

    private void write(Tensor result, int from, int to) {
        int row = heads * width;
        result.data_ptr_float().put(mixed, from * row, (to - from) * row);
    }

    private static float[] roomy(float[] array, int size) {
        return array.length < size ? new float[size + size / 4] : array;
    }

    private void score(int layer, List<DecodeSequence> rows, int first, int end, int longest) {
        float[] scratch = new float[BlockPool.TOKENS];
        int turned = heads + config.kvHeads();
        for (int r = first; r < end; r++) {
            DecodeSequence row = rows.get(r);
            int at = r * stride;
            rotary.turn(projected, at, turned, row.length());
            row.own.put(layer, row.own.count(), projected, at + heads * width, at + turned * width);
            int offset = r * heads * longest;
            int prompt = row.prompt.tokens.count();
            int own = row.own.count() + 1;
            kernel.score(layer, row.prompt.tokens, prompt, projected, at, scratch, scores, offset, longest);
            kernel.score(layer, row.own, own, projected, at, scratch, scores, offset + prompt, longest);
            if (prompt + own < longest) {
                for (int h = 0; h < heads; h++) {
                    int begin = offset + h * longest;
                    Arrays.fill(scores, begin + prompt + own, begin + longest, Float.NEGATIVE_INFINITY);
                }
            }
        }
    }

    private void mix(int layer, List<DecodeSequence> rows, int first, int end, int longest) {
        float[] sum = new float[width];
        for (int r = first; r < end; r++) {
            DecodeSequence row = rows.get(r);
            int prompt = row.prompt.tokens.count();
            for (int h = 0; h < heads; h++) {
                int offset = (r * heads + h) * longest;
                Arrays.fill(sum, 0);
                kernel.mix(layer, row.prompt.tokens, prompt, h, scores, offset, sum);
                kernel.mix(layer, row.own, row.own.count() + 1, h, scores, offset + prompt, sum);
                System.arraycopy(sum, 0, mixed, (r * heads + h) * width, width);
            }
        }
    }

    @Override
    public void close() {
        prompts.close();
    }
}
