package io.srpo.engine.rollout;

import io.srpo.core.SrpoException;
import io.srpo.core.rollout.RandomStream;
import io.srpo.core.rollout.Rollout.Ending;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.RolloutEngine.Usage;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.decoder.DecodePrompt;
import io.srpo.engine.decoder.DecodeSequence;
import io.srpo.engine.decoder.DecodeSession;
import io.srpo.engine.decoder.LanguageModel;
import io.srpo.engine.model.ModelConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Batched drawing over token ids, continuously: when answers end, waiting ones move up into their places, and a request's samples share its prompt's keys and values. Not
 * thread-safe.
 */
public final class Generator {
    /** Rows that wait move up once this part of the batch is free, so that their prompts are computed together. */
    private static final int ADMISSION_SHARE = 8;

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
    private @Nullable Usage usage;

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
     * @throws SrpoException (input) when a prompt is empty, leaves no room in the model's context or holds a token that the model has no row for;
     *     (internal) when the model's numbers are not finite
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
        int longest = requests.stream().mapToInt(r -> r.prompt.length).max().orElse(0);
        int maxRows = memory.rows(model, spec, longest);
        Run run = new Run(requests, all, spec, Math.min(maxRows, all.size()), progress, listener);
        run.run();
        usage = run.usage();
        List<List<Drawing>> result = new ArrayList<>();
        for (int r = 0; r < requests.size(); r++) {
            result.add(all.subList(r * spec.samples(), (r + 1) * spec.samples()).stream()
                    .map(row -> new Drawing(row.tokens(), row.logProbs(), Objects.requireNonNull(row.ending())))
                    .toList());
        }
        return result;
    }

    /** Of the newest call. */
    public Optional<Usage> usage() {
        return Optional.ofNullable(usage);
    }

    private int limit(Request request, SamplingSpec spec) {
        ModelConfig config = model.config();
        int room = config.maxPositions() - request.prompt.length;
        if (request.prompt.length == 0 || room < 1) {
            throw SrpoException.input("the prompt of task " + request.id + " has " + request.prompt.length
                    + " tokens; it needs at least 1, and fewer than the model's context of " + config.maxPositions());
        }
        int largest = Arrays.stream(request.prompt).max().orElse(0);
        if (largest >= config.vocabSize()) {
            throw SrpoException.input("the prompt of task " + request.id + " holds the token " + largest
                    + ", but the model's embedding ends at " + (config.vocabSize() - 1)
                    + "; leave the added token out of the prompt, or take the tokenizer that belongs to the weights");
        }
        return Math.min(spec.maxTokens(), room);
    }

    /** One call's rows on their way from waiting through decoding to their end. */
    private final class Run {
        private final List<Request> requests;
        private final SamplingSpec spec;
        private final int maxRows;
        private final Progress progress;
        private final TokenListener listener;
        private final StopRule stop;
        private final ArrayDeque<Row> waiting;
        private final int[] unfinished;
        private final DecodePrompt[] prompts;
        private List<Row> live = new ArrayList<>();
        private long tokens;
        private int finished;
        private long steps;
        private long decoded;
        private long samplingNanos;

        Run(
                List<Request> requests,
                List<Row> rows,
                SamplingSpec spec,
                int maxRows,
                Progress progress,
                TokenListener listener) {
            this.requests = requests;
            this.spec = spec;
            this.maxRows = maxRows;
            this.progress = progress;
            this.listener = listener;
            stop = new StopRule(model.config().eosTokens(), spec, decode);
            waiting = new ArrayDeque<>(rows);
            prompts = new DecodePrompt[requests.size()];
            unfinished = new int[requests.size()];
            Arrays.fill(unfinished, spec.samples());
        }

        void run() {
            try (DecodeSession session = new DecodeSession(model, maxRows, longest(waiting));
                    Sampler sampler = new Sampler(spec, model.config().vocabSize(), maxRows)) {
                while (!live.isEmpty() || !waiting.isEmpty()) {
                    int room = maxRows - live.size();
                    if (!waiting.isEmpty() && (live.isEmpty() || room >= enough())) {
                        admit(session, sampler, room);
                    }
                    if (!live.isEmpty()) {
                        steps++;
                        decoded += live.size();
                        session.closeRanks();
                        live.sort(Comparator.comparingInt(row -> row.sequence().place()));
                        try (PointerScope scope = new PointerScope()) {
                            List<DecodeSequence> sequences =
                                    live.stream().map(Row::sequence).toList();
                            Tensor logits = session.step(
                                    sequences, live.stream().mapToInt(Row::last).toArray());
                            take(session, sampler, logits, live);
                        }
                        live = new ArrayList<>(live.stream()
                                .filter(row -> row.ending() == null)
                                .toList());
                    }
                }
            }
        }

        private static int longest(Collection<Row> rows) {
            return rows.stream().mapToInt(Row::limit).max().orElse(1);
        }

        Usage usage() {
            return new Usage(maxRows, steps, decoded, samplingNanos / 1e9);
        }

        /** Free places worth a round of prompts. */
        private int enough() {
            return Math.max(1, Math.min(waiting.size(), maxRows / ADMISSION_SHARE));
        }

        /** Computes prompts not met yet, and draws the first token of rows that move up. */
        private void admit(DecodeSession session, Sampler sampler, int room) {
            List<Row> newcomers = new ArrayList<>();
            while (newcomers.size() < room && !waiting.isEmpty()) {
                newcomers.add(waiting.remove());
            }
            int[] fresh = newcomers.stream()
                    .mapToInt(row -> row.request)
                    .distinct()
                    .filter(r -> prompts[r] == null)
                    .toArray();
            List<DecodePrompt> computed = session.prefill(
                    Arrays.stream(fresh).mapToObj(r -> requests.get(r).prompt).toList());
            for (int i = 0; i < fresh.length; i++) {
                prompts[fresh[i]] = computed.get(i);
            }
            newcomers.forEach(row -> row.sequence(session.begin(prompts[row.request])));
            try (PointerScope scope = new PointerScope()) {
                take(
                        session,
                        sampler,
                        session.first(newcomers.stream()
                                .map(row -> prompts[row.request])
                                .toList()),
                        newcomers);
            }
            newcomers.stream().filter(row -> row.ending() == null).forEach(live::add);
        }

        private void take(DecodeSession session, Sampler sampler, Tensor logits, List<Row> rows) {
            long started = System.nanoTime();
            try {
                sampler.draw(logits, rows);
                samplingNanos += System.nanoTime() - started;
            } catch (SrpoException e) {
                session.discard();
                throw e;
            }
            for (Row row : rows) {
                listener.drawn(row.request, row.sample, row.last());
                tokens++;
                if (stop.ends(row)) {
                    row.end(Ending.STOP);
                } else if (row.atLimit()) {
                    row.end(Ending.LENGTH);
                }
                if (row.ending() != null) {
                    session.end(row.sequence());
                    finished++;
                    if (--unfinished[row.request] == 0) {
                        session.end(prompts[row.request]);
                    }
                }
            }
            progress.at(tokens, finished);
        }
    }
}
