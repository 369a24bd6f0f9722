package io.srpo.engine.rollout;

import io.srpo.core.SrpoException;
import io.srpo.core.rollout.RandomStream;
import io.srpo.core.rollout.Rollout.Ending;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.decoder.DecodeSession;
import io.srpo.engine.decoder.LanguageModel;
import io.srpo.engine.model.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Batched drawing over token ids. Requests are taken in waves of as many rows as memory allows; a request's samples share its prompt; rows that ended are dropped once computing
 * them along has cost about as much as moving the others together. Not thread-safe.
 */
public final class Generator {
    /** Moving a batch together costs about this share of a step. */
    private static final double COMPACTION_COST = 0.3;

    /**
     * A prompt to answer.
     *
     * @param id names its random streams
     */
    public record Request(String id, int[] prompt) {}

    /** Told of every token as it is drawn. */
    @FunctionalInterface
    public interface TokenListener {
        void drawn(int request, int sample, int token);
    }

    private final LanguageModel model;
    private final MemoryPlan memory;
    private final Function<int[], String> decode;

    /**
     * @param memory decides how many rows are decoded together
     * @param decode text of token ids, for stop strings
     */
    public Generator(LanguageModel model, MemoryPlan memory, Function<int[], String> decode) {
        this.model = model;
        this.memory = memory;
        this.decode = decode;
    }

    /**
     * Draws {@code spec.samples()} answers to each request.
     *
     * @return by request, by sample
     * @throws SrpoException (input) when a prompt is empty or leaves no room in the model's context
     */
    public List<List<Drawing>> generate(
            List<Request> requests, SamplingSpec spec, StreamKey key, Progress progress, TokenListener listener) {
        List<Row> all = new ArrayList<>();
        for (int r = 0; r < requests.size(); r++) {
            int limit = limit(requests.get(r), spec);
            for (int s = 0; s < spec.samples(); s++) {
                RandomStream random =
                        RandomStream.of(key.seed(), key.step(), requests.get(r).id(), s);
                all.add(new Row(r, s, random, limit));
            }
        }
        int maxRows = memory.rows(model.config(), spec.maxTokens());
        Wave wave = new Wave(requests, spec, progress, listener);
        for (int from = 0; from < all.size(); from += maxRows) {
            wave.run(all.subList(from, Math.min(all.size(), from + maxRows)));
        }
        List<List<Drawing>> result = new ArrayList<>();
        for (int r = 0; r < requests.size(); r++) {
            result.add(all.subList(r * spec.samples(), (r + 1) * spec.samples()).stream()
                    .map(row -> new Drawing(row.tokens(), row.logProbs(), Objects.requireNonNull(row.ending())))
                    .toList());
        }
        return result;
    }

    private int limit(Request request, SamplingSpec spec) {
        ModelConfig config = model.config();
        int room = config.maxPositions() - request.prompt.length;
        if (request.prompt.length == 0 || room < 1) {
            throw SrpoException.input("the prompt of task " + request.id + " has " + request.prompt.length
                    + " tokens; it needs at least 1, and fewer than the model's context of " + config.maxPositions());
        }
        return Math.min(spec.maxTokens(), room);
    }

    /** The rows that are decoded together, from their prompts to the last one's end. */
    private final class Wave {
        private final List<Request> requests;
        private final SamplingSpec spec;
        private final Progress progress;
        private final TokenListener listener;
        private final StopRule stop;
        private long tokens;
        private int finished;

        Wave(List<Request> requests, SamplingSpec spec, Progress progress, TokenListener listener) {
            this.requests = requests;
            this.spec = spec;
            this.progress = progress;
            this.listener = listener;
            stop = new StopRule(model.config().eosTokens(), spec, decode);
        }

        void run(List<Row> wave) {
            List<Row> live = new ArrayList<>(wave);
            int first = wave.get(0).request;
            List<int[]> prompts = IntStream.rangeClosed(first, wave.get(wave.size() - 1).request)
                    .mapToObj(r -> requests.get(r).prompt)
                    .toList();
            int[] groupOf = wave.stream().mapToInt(row -> row.request - first).toArray();
            try (DecodeSession session = new DecodeSession(model, prompts, groupOf, spec.maxTokens());
                    Sampler sampler = new Sampler(spec, model.config().vocabSize(), wave.size())) {
                int dead = take(sampler, session.first(), live);
                double wasted = 0;
                while (dead < live.size()) {
                    wasted += (double) dead / live.size();
                    if (wasted >= COMPACTION_COST) {
                        List<Row> before = live;
                        session.keep(IntStream.range(0, before.size())
                                .filter(i -> before.get(i).ending() == null)
                                .toArray());
                        live = before.stream()
                                .filter(row -> row.ending() == null)
                                .toList();
                        dead = 0;
                        wasted = 0;
                    }
                    try (PointerScope scope = new PointerScope()) {
                        dead += take(
                                sampler,
                                session.step(live.stream().mapToInt(Row::last).toArray()),
                                live);
                    }
                }
            }
        }

        /** Draws for the rows still going on; says how many ended by it. */
        private int take(Sampler sampler, Tensor logits, List<Row> rows) {
            List<Row> going = rows.stream().filter(row -> row.ending() == null).toList();
            sampler.draw(logits, rows);
            int ended = 0;
            for (Row row : going) {
                listener.drawn(row.request, row.sample, row.last());
                tokens++;
                if (stop.ends(row)) {
                    row.end(Ending.STOP);
                } else if (row.atLimit()) {
                    row.end(Ending.LENGTH);
                }
                ended += row.ending() == null ? 0 : 1;
            }
            finished += ended;
            progress.at(tokens, finished);
            return ended;
        }
    }
}
