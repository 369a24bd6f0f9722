package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Cached decoding, a token a row a step. Rows are independent: they may be of any length, begin and end at any step, and share their prompts' keys and values. A model has one session at a time. A step's
 * computing is {@link DecodePass}'s. Not thread-safe.
 */
public final class DecodeSession implements AutoCloseable {
    /** Token rows of one prefill pass; bounds its work space. */
    private static final int PREFILL_ROWS = 2048;

    private final LanguageModel model;
    private final int maxRows;
    private final ModelConfig config;
    private final KeyValueCache cache;
    private final Dtype operands;
    private final DecodePass pass;
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
        pass = new DecodePass(model, cache, maxRows);
        logits = Torch.keep(Torch.empty(pass.padded(maxRows), config.vocabSize()));
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
        try (Activations space = new Activations(model, rows, Activations.Keep.NOTHING)) {
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
            model.matrices()
                    .head()
                    .apply(logits, pass.norm(hidden, model.parameters().finalNorm()), null);
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
        pass.run(rows, tokens, logits);
        rows.forEach(DecodeSequence::counted);
        return result;
    }

    private void checkPlaces(List<DecodeSequence> rows) {
        if (!rows.equals(places)) {
            throw new IllegalArgumentException(
                    "a step takes all rows by place; closeRanks() fills the places of those that ended");
        }
    }

    @Override
    public void close() {
        pass.close();
        Torch.drop(logits);
    }
}
