package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Decodes rows that began together, a token a step, with cached keys and values: the prompts' shared by the rows of a group, each row's own in a cache that grows by
 * blocks. Rows that ended are taken out by {@link #keep}. Not thread-safe.
 */
public final class DecodeSession implements AutoCloseable {
    /** Tokens by which the rows' own cache grows. */
    private static final int GROWTH = 64;

    private final LanguageModel model;
    private final ModelConfig config;
    private final int repeat;
    private final Scalar scale;
    private final DoubleOptional epsilon;
    private final Buffers logitBuffers = new Buffers();
    private final Tensor firstLogits;
    private final Tensor logits;
    private PromptCache prompts;
    private DecodePlan plan;
    private int[] groupOf;
    private final List<Tensor> own = new ArrayList<>();
    private int capacity;
    private int time;

    /**
     * Computes the prompts.
     *
     * @param groupOf the prompt of each row, ascending
     * @param maxTokens most tokens that {@link #step} will be given
     */
    public DecodeSession(LanguageModel model, List<int[]> prompts, int[] groupOf, int maxTokens) {
        this.model = model;
        this.config = model.config();
        this.groupOf = groupOf.clone();
        repeat = config.heads() / config.kvHeads();
        scale = Torch.constant(1 / Math.sqrt(config.headDim()));
        epsilon = Torch.keep(new DoubleOptional(config.rmsNormEps()));
        logits = logitBuffers.empty(groupOf.length, config.vocabSize());
        firstLogits = logitBuffers.empty(prompts.size(), config.vocabSize());
        this.prompts = PromptCache.prefill(model, prompts, firstLogits);
        plan = new DecodePlan(groupOf, this.prompts);
        capacity = Math.min(GROWTH, maxTokens);
        for (int i = 0; i < config.layers(); i++) {
            own.add(Torch.keep(Torch.empty(2, groupOf.length, config.kvHeads(), capacity, config.headDim())));
        }
    }

    /** Logits of every row's first token, {@code [rows, vocab]}, overwritten by the next call. */
    public Tensor first() {
        try (PointerScope scope = new PointerScope()) {
            torch.index_select_out(logits, firstLogits, 0, Torch.longs(groupOf));
        }
        return logits;
    }

    /** Live rows. */
    public int rows() {
        return groupOf.length;
    }

    /**
     * Takes each row's newest token and gives the logits of its next one, {@code [rows, vocab]}, overwritten by the next call; the result belongs to the surrounding
     * scope.
     */
    public Tensor step(int[] tokens) {
        if (time == capacity) {
            grow();
        }
        Tensor result = logits.narrow(0, 0, plan.rows);
        try (PointerScope scope = new PointerScope()) {
            Parameters parameters = model.parameters();
            Tensor stream = parameters.embedding().index_select(0, Torch.longs(tokens));
            Rotary.Turn turn = model.decoder().rotary().at(plan.positions.add(new Scalar((long) time)));
            for (int i = 0; i < config.layers(); i++) {
                try (PointerScope inner = new PointerScope()) {
                    layer(parameters.layer(i), i, stream, turn);
                }
            }
            torch.mm_out(result, norm(stream, parameters.finalNorm()), parameters.headT());
        }
        time++;
        return result;
    }

    private void layer(Parameters.Layer weights, int index, Tensor stream, Rotary.Turn turn) {
        int heads = config.heads();
        int kvHeads = config.kvHeads();
        int width = config.headDim();
        int turned = heads + kvHeads;
        Tensor normed = norm(stream, weights.inputNorm());
        Tensor qkv = weights.qkvBias() == null
                ? torch.mm(normed, weights.qkvT())
                : torch.addmm(weights.qkvBias(), normed, weights.qkvT());
        Tensor all = qkv.view(plan.rows, turned + (long) kvHeads, width);
        Tensor turning = all.narrow(1, 0, turned);
        if (weights.qNorm() != null && weights.kNorm() != null) {
            norm(turning.narrow(1, 0, heads), weights.qNorm(), turning.narrow(1, 0, heads));
            norm(turning.narrow(1, heads, kvHeads), weights.kNorm(), turning.narrow(1, heads, kvHeads));
        }
        Tensor rotated = Torch.empty(plan.rows, turned, width);
        model.decoder().rotary().turn(turning, rotated, turn, false);
        Tensor slot = own.get(index).select(3, time);
        slot.select(0, 0).copy_(rotated.narrow(1, heads, kvHeads));
        slot.select(0, 1).copy_(all.narrow(1, turned, kvHeads));
        Tensor query = rotated.narrow(1, 0, heads).mul(scale);
        stream.addmm_(attend(index, query), weights.oT());

        Tensor inner = torch.mm(norm(stream, weights.postNorm()), weights.gateUpT());
        Tensor activated = torch.silu(inner.narrow(1, 0, config.intermediateSize()))
                .mul_(inner.narrow(1, config.intermediateSize(), config.intermediateSize()));
        stream.addmm_(activated, weights.downT());
    }

    /** {@code query [rows, heads, width]}, scaled; result {@code [rows, heads * width]}. */
    private Tensor attend(int index, Tensor query) {
        int kvHeads = config.kvHeads();
        int width = config.headDim();
        long pairs = (long) plan.rows * kvHeads;
        int longest = prompts.longest();
        int now = time + 1;
        Tensor scores = Torch.empty(plan.rows, kvHeads, repeat, longest + (long) now);
        Tensor cache = own.get(index).flatten(1, 2).narrow(2, 0, now);
        torch.bmm_out(
                scores.narrow(3, longest, now).flatten(0, 1),
                query.view(pairs, repeat, width),
                cache.select(0, 0).transpose(1, 2));
        Tensor byPrompt = torch.bmm(
                toGroups(query.view(plan.rows, kvHeads, repeat, width)),
                prompts.keys(index).transpose(1, 2));
        Tensor ofPrompt = toRows(byPrompt);
        if (plan.unmasked) {
            scores.narrow(3, 0, longest).copy_(ofPrompt);
        } else {
            torch.add_out(scores.narrow(3, 0, longest), ofPrompt, plan.mask);
        }
        Tensor shares = torch.softmax(scores, -1);
        Tensor mixed = toRows(torch.bmm(toGroups(shares.narrow(3, 0, longest)), prompts.values(index)))
                .contiguous();
        Tensor pairwise = mixed.view(pairs, repeat, width);
        pairwise.baddbmm_(shares.narrow(3, longest, now).flatten(0, 1), cache.select(0, 1));
        return mixed.view(plan.rows, (long) config.heads() * width);
    }

    /** {@code [rows, kvHeads, repeat, n]} to {@code [kvHeads * groups, slots * repeat, n]}. */
    private Tensor toGroups(Tensor rows) {
        Tensor places = plan.uniform ? rows : rows.index_select(0, plan.rowOfPlace);
        return places.unflatten(0, plan.groups, plan.slots)
                .permute(2, 0, 1, 3, 4)
                .reshape((long) config.kvHeads() * plan.groups, (long) plan.slots * repeat, rows.size(3));
    }

    /** The way back. */
    private Tensor toRows(Tensor groups) {
        Tensor places = groups.view(config.kvHeads(), plan.groups, plan.slots, repeat, groups.size(2))
                .permute(1, 2, 0, 3, 4)
                .reshape((long) plan.groups * plan.slots, config.kvHeads(), repeat, groups.size(2));
        return plan.uniform ? places : places.index_select(0, plan.placeOfRow);
    }

    private Tensor norm(Tensor rows, Tensor weight) {
        return torch.rms_norm(rows, new long[] {rows.size(rows.dim() - 1)}, new TensorOptional(weight), epsilon);
    }

    private void norm(Tensor rows, Tensor weight, Tensor into) {
        into.copy_(norm(rows, weight));
    }

    /** Keeps some of the rows, in order, and forgets the rest. */
    public void keep(int[] rows) {
        int[] oldGroups = groupOf;
        groupOf = Arrays.stream(rows).map(row -> oldGroups[row]).toArray();
        int[] groups = Arrays.stream(groupOf).distinct().toArray();
        if (groups.length < prompts.groups()) {
            prompts = prompts.keep(groups);
            for (int row = 0; row < groupOf.length; row++) {
                groupOf[row] = Arrays.binarySearch(groups, groupOf[row]);
            }
        }
        plan.close();
        plan = new DecodePlan(groupOf, prompts);
        for (int i = 0; i < own.size(); i++) {
            Tensor before = own.get(i);
            try (PointerScope scope = new PointerScope()) {
                own.set(i, Torch.keep(before.index_select(1, Torch.longs(rows))));
            }
            Torch.drop(before);
        }
    }

    private void grow() {
        capacity += GROWTH;
        for (int i = 0; i < own.size(); i++) {
            Tensor before = own.get(i);
            try (PointerScope scope = new PointerScope()) {
                Tensor wider = Torch.empty(2, plan.rows, config.kvHeads(), capacity, config.headDim());
                wider.narrow(3, 0, time).copy_(before);
                own.set(i, Torch.keep(wider));
            }
            Torch.drop(before);
        }
    }

    @Override
    public void close() {
        own.forEach(Torch::drop);
        own.clear();
        plan.close();
        prompts.close();
        logitBuffers.close();
        Torch.drop(scale);
        Torch.drop(epsilon);
    }
}
