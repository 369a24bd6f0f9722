package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Cached decoding, a token a row a step. Rows are independent: they may be of any length, begin and end at any step, and share their prompts' keys and values. A model has one session at a time. The matrix products run over
 * all rows at once; attention is {@link RowAttention}'s. Not thread-safe.
 */
public final class DecodeSession implements AutoCloseable {
    /** Token rows of one prefill pass; bounds its work space. */
    private static final int PREFILL_ROWS = 2048;

    /** Rows whose norm is worth a task. */
    private static final int ROWS_A_TASK = 8;

    private final LanguageModel model;
    private final int maxRows;
    private final ModelConfig config;
    private final KeyValueCache cache;
    private final Dtype operands;
    private final RowAttention attention;
    private final DecodeProducts products;
    private final DoubleOptional epsilon;
    private final Tensor logits;

    /** Who is at which place; a place may be free until ranks are closed. */
    private final List<@Nullable DecodeSequence> places = new ArrayList<>();

    /**
     * @param maxRows most rows of a step
     * @param tokens of the longest answer
     */
    public DecodeSession(LanguageModel model, int maxRows, int tokens) {
        this.model = model;
        this.maxRows = maxRows;
        this.config = model.config();
        operands = DecodeProducts.operands(model.dtype());
        cache = model.cache(maxRows, tokens);
        attention = new RowAttention(config, model.decoder().rotary, cache);
        epsilon = Torch.keep(new DoubleOptional(config.rmsNormEps()));
        products = new DecodeProducts(model, maxRows);
        logits = Torch.keep(Torch.empty(products.padded(maxRows), config.vocabSize()));
    }

    /** Computes prompts, packed. */
    public List<DecodePrompt> prefill(List<int[]> prompts) {
        List<DecodePrompt> result = new ArrayList<>();
        int from = 0;
        while (from < prompts.size()) {
            int to = from;
            int rows = 0;
            while (to < prompts.size() && (to == from || rows + prompts.get(to).length <= PREFILL_ROWS)) {
                rows += prompts.get(to++).length;
            }
            try (PointerScope scope = new PointerScope()) {
                prefill(prompts.subList(from, to), rows, result);
            }
            from = to;
        }
        return result;
    }

    private void prefill(List<int[]> prompts, int rows, List<DecodePrompt> result) {
        PromptCache kept = new PromptCache(config, operands, prompts);
        try (Activations space = new Activations(config, rows, Activations.Keep.NOTHING)) {
            Decoder.Plan plan = model.decoder().plan(Pack.ofSequences(prompts));
            model.decoder().forward(model.parameters(), model.matrices(), plan, space, kept::put);
            int[] last = new int[prompts.size()];
            int row = -1;
            for (int p = 0; p < last.length; p++) {
                row += prompts.get(p).length;
                last[p] = row;
            }
            Tensor hidden = space.stream.index_select(0, Torch.longs(last));
            Tensor logits = Torch.empty(last.length, config.vocabSize());
            model.head()
                    .logits(
                            model.parameters(),
                            logits,
                            norm(hidden, model.parameters().finalNorm()));
            float[] first = Torch.array(logits);
            for (int p = 0; p < last.length; p++) {
                float[] own = Arrays.copyOfRange(first, p * config.vocabSize(), (p + 1) * config.vocabSize());
                result.add(kept.prompt(p, own));
            }
        }
    }

    /**
     * Begins an answer, at the first free place.
     *
     * @throws IllegalStateException when there is none
     */
    public DecodeSequence begin(DecodePrompt prompt) {
        int place = places.indexOf(null);
        if (place < 0) {
            place = places.size();
            if (place == maxRows) {
                throw new IllegalStateException("all " + maxRows + " rows are taken");
            }
            places.add(null);
        }
        DecodeSequence begun = new DecodeSequence(prompt, place);
        places.set(place, begun);
        return begun;
    }

    /** Ends an answer; its place is free. */
    public void end(DecodeSequence sequence) {
        places.set(sequence.place(), null);
    }

    /** Fills free places with the last ones' answers, so that those being decoded have the places from 0 on. */
    public void closeRanks() {
        int free = 0;
        for (int last = places.size() - 1; last >= 0; last--) {
            DecodeSequence moving = places.get(last);
            if (moving != null) {
                while (free < last && places.get(free) != null) {
                    free++;
                }
                if (free == last) {
                    return;
                }
                cache.move(last, free, moving.own());
                moving.place(free);
                places.set(free, moving);
            }
            places.remove(last);
        }
    }

    /** To be called when numbers that are not finite have come out: this session's keys and values are not handed on, since masked columns multiply them by zero. */
    public void discard() {
        model.dropCache();
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
     *
     * @param rows all that have been begun and not ended, by place, without free places between them
     */
    public Tensor step(List<DecodeSequence> rows, int[] tokens) {
        Tensor result = logits.narrow(0, 0, rows.size());
        checkPlaces(rows);
        rows.forEach(row -> cache.reach(row.own()));
        try (PointerScope scope = new PointerScope()) {
            int padded = products.padded(rows.size());
            Tensor ids = Torch.longs(Arrays.copyOf(tokens, padded));
            Room room =
                    new Room(config, operands, model.parameters().embedding().index_select(0, ids));
            norm(room, inputNorm(0));
            RowAttention.Step step = attention.step(rows);
            for (int i = 0; i < config.layers(); i++) {
                layer(i, room, step);
            }
            Tensor out = logits.narrow(0, 0, padded);
            each(products.head(), part -> part.multiply(part.of(out), room.normed));
        }
        rows.forEach(DecodeSequence::counted);
        return result;
    }

    private void checkPlaces(List<DecodeSequence> rows) {
        if (!rows.equals(places)) {
            throw new IllegalArgumentException(
                    "a step takes all rows by place; closeRanks() fills the places of those that ended");
        }
    }

    /** A step's tensors, a row each; what products read is of their type. */
    private static final class Room {
        final Tensor stream;
        final Tensor normed;
        final Tensor qkv;
        final Tensor mixed;
        final Tensor activated;

        Room(ModelConfig config, Dtype operands, Tensor stream) {
            long rows = stream.size(0);
            long queries = (long) config.heads() * config.headDim();
            this.stream = stream;
            normed = Torch.empty(operands, rows, config.hiddenSize());
            qkv = Torch.empty(rows, queries + 2L * config.kvHeads() * config.headDim());
            mixed = Torch.empty(operands, rows, queries);
            activated = Torch.empty(operands, rows, config.intermediateSize());
        }
    }

    private Tensor inputNorm(int layer) {
        return layer < config.layers()
                ? model.parameters().layer(layer).inputNorm()
                : model.parameters().finalNorm();
    }

    private void layer(int index, Room room, RowAttention.Step step) {
        Parameters.Layer weights = model.parameters().layer(index);
        each(products.parts(index, Site.QKV), part -> {
            Tensor into = part.of(room.qkv);
            part.multiply(into, room.normed);
            if (weights.qkvBias() != null) {
                into.add_(part.of(weights.qkvBias()));
            }
        });
        if (weights.qNorm() != null && weights.kNorm() != null) {
            Tensor all = room.qkv.view(-1, config.heads() + 2L * config.kvHeads(), config.headDim());
            Tensor queries = all.narrow(1, 0, config.heads());
            Tensor keys = all.narrow(1, config.heads(), config.kvHeads());
            queries.copy_(norm(queries, weights.qNorm()));
            keys.copy_(norm(keys, weights.kNorm()));
        }
        attention.mix(index, step, room.qkv, room.mixed);
        each(products.parts(index, Site.O), part -> part.add(part.of(room.stream), room.mixed));
        norm(room, weights.postNorm());
        each(products.parts(index, Site.GATE_UP), part -> {
            Tensor both = Torch.empty(room.normed.size(0), 2L * part.columns());
            part.multiply(both, room.normed);
            Tensor gate = both.narrow(1, 0, part.columns());
            torch.silu_(gate);
            part.of(room.activated).copy_(gate.mul_(both.narrow(1, part.columns(), part.columns())));
        });
        each(products.parts(index, Site.DOWN), part -> part.add(part.of(room.stream), room.activated));
        norm(room, inputNorm(index + 1));
    }

    private static void each(List<DecodeProducts.Part> parts, Consumer<DecodeProducts.Part> work) {
        Team.each(parts.size(), p -> work.accept(parts.get(p)));
    }

    /** Norms the stream for the next product. */
    private void norm(Room room, Tensor weight) {
        Team.ranges(Math.toIntExact(room.stream.size(0)), ROWS_A_TASK, (from, to) -> room.normed
                .narrow(0, from, (long) to - from)
                .copy_(norm(room.stream.narrow(0, from, (long) to - from), weight)));
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
