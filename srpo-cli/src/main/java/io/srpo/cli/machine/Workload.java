package io.srpo.cli.machine;

import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.ObjectiveSpec;
import io.srpo.core.rollout.RandomStream;
import io.srpo.core.rollout.RolloutEngine;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.Policy;
import io.srpo.engine.learn.Example;
import io.srpo.engine.learn.TorchLearner;
import io.srpo.engine.rollout.Drawing;
import io.srpo.engine.rollout.Generator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** Work of known size for a model: random prompts, drawn answers, updates. Training, drawing and decoding are done once, small, before they are timed. */
final class Workload {
    private static final int PROMPT = 80;

    /** Of the training's examples: eight of 256 tokens, all of them learnt, none shared. */
    private static final int EXAMPLE = 256;

    private static final int EXAMPLES = 8;

    /** Tokens trained at once. */
    static final int TRAINED = EXAMPLE * EXAMPLES;

    /** Trainings that are timed; the middle one counts, since a core is sometimes busy elsewhere. */
    private static final int TRIES = 5;

    /** Answers to one prompt of the rollouts' measurement. */
    private static final int SAMPLES = 8;

    /** Tokens before the one that is drawn, when the price of a context is measured. */
    static final int SHORT_CONTEXT = 128;

    static final int LONG_CONTEXT = 2048;

    private static final int CONTEXT_DRAWN = 32;

    /** Pairs of a short and a long context, one after the other; the middle one counts, for the same reason. */
    private static final int CONTEXT_TRIES = 3;

    private final Policy policy;
    private final TorchLearner learner;
    private final Generator generator;

    Workload(Policy policy, TorchLearner learner) {
        this.policy = policy;
        this.learner = learner;
        generator = policy.generator();
    }

    /**
     * @param tokens response tokens drawn
     * @param usage of the rollouts
     */
    record Step(double rolloutSeconds, double updateSeconds, long tokens, RolloutEngine.Usage usage) {
        double seconds() {
            return rolloutSeconds + updateSeconds;
        }
    }

    /** Parameters that every token is multiplied with; an embedding that is not also the head is only looked up. */
    double multiplied() {
        long lookedUp = policy.config().tiedEmbeddings()
                ? 0
                : (long) policy.config().vocabSize() * policy.config().hiddenSize();
        return (double) policy.parameters() - lookedUp;
    }

    /**
     * A training's speed.
     *
     * @param share of the products in its time
     */
    record Trained(double tokensPerSecond, double share) {}

    /**
     * The middle one of a few trainings, by speed and by share.
     *
     * @param products says how many seconds the products of {@link #TRAINED} tokens take at this moment; asked before and after each training
     */
    Trained trained(DoubleSupplier products) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < EXAMPLES; i++) {
            examples.add(new Example(prompt(i, 1), prompt(i + 1000, EXAMPLE)));
        }
        learner.supervised(examples);
        double[] rates = new double[TRIES];
        double[] shares = new double[TRIES];
        double before = products.getAsDouble();
        for (int i = 0; i < TRIES; i++) {
            long started = System.nanoTime();
            long tokens = learner.supervised(examples).tokens();
            double seconds = seconds(started);
            double after = products.getAsDouble();
            rates[i] = tokens / seconds;
            shares[i] = (before + after) / 2 / seconds;
            before = after;
        }
        return new Trained(middle(rates), middle(shares));
    }

    private static double middle(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /**
     * Tokens drawn in a time.
     *
     * @param steps of the whole batch
     * @param promptTokens of all prompts
     */
    record Drawn(long tokens, double seconds, int steps, long promptTokens) {
        double tokensPerSecond() {
            return tokens / seconds;
        }
    }

    /** So many rows decoded at once, a prompt shared by eight; the prompts are computed and the first tokens drawn before. */
    Drawn drawn(int batch, int each) {
        int prompts = prompts(batch);
        draw(prompts, batch / prompts, 2, PROMPT, Progress.NONE);
        Clock clock = new Clock();
        long tokens = tokens(draw(prompts, batch / prompts, each + 1, PROMPT, clock)) - batch;
        return new Drawn(tokens, clock.seconds(), each, (long) prompts * PROMPT);
    }

    /**
     * The share of the products in a step's time, of the middle one of such a drawing's steps before the first answer ended.
     *
     * @param products times them once, right after each step
     * @return empty when the model ends an answer with its first token
     */
    OptionalDouble share(int batch, int each, DoubleSupplier products) {
        int prompts = prompts(batch);
        Beside beside = new Beside(products);
        draw(prompts, batch / prompts, each + 1, PROMPT, beside);
        return beside.shares.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(middle(
                        beside.shares.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** Times the products after each step. */
    private static final class Beside implements Progress {
        private final DoubleSupplier products;
        private final List<Double> shares = new ArrayList<>();
        private long started;

        Beside(DoubleSupplier products) {
            this.products = products;
        }

        @Override
        public void at(long tokens, int finished) {
            // The first one is that of the first tokens, which come from the prompts' pass.
            if (finished == 0 && started > 0) {
                double step = Workload.seconds(started);
                shares.add(products.getAsDouble() / step);
            }
            started = System.nanoTime();
        }
    }

    /**
     * What a step of decoding takes with little and with much before it.
     *
     * @param prompts of as many answers each
     * @param shortSeconds one step with {@link #SHORT_CONTEXT} tokens before each answer's next one
     * @param longSeconds with {@link #LONG_CONTEXT}
     */
    record Context(int batch, int prompts, double shortSeconds, double longSeconds) {
        /** How many times as long. */
        double ratio() {
            return longSeconds / shortSeconds;
        }
    }

    /** Whether the model's context is long enough for {@link #context}. */
    boolean hasLongContext() {
        return policy.config().maxPositions() >= LONG_CONTEXT + CONTEXT_DRAWN;
    }

    /**
     * The price of a long context for so many rows decoded at once, a prompt shared by eight: the middle one by ratio of a few pairs, a short context and right after it a long one.
     *
     * @return empty when the model ends an answer with its first token
     */
    Optional<Context> context(int batch) {
        List<Context> each = new ArrayList<>();
        for (int i = 0; i < CONTEXT_TRIES; i++) {
            OptionalDouble brief = stepSeconds(batch, SHORT_CONTEXT);
            OptionalDouble lengthy = stepSeconds(batch, LONG_CONTEXT);
            if (brief.isPresent() && lengthy.isPresent()) {
                each.add(new Context(batch, prompts(batch), brief.getAsDouble(), lengthy.getAsDouble()));
            }
        }
        each.sort(Comparator.comparingDouble(Context::ratio));
        return each.isEmpty() ? Optional.empty() : Optional.of(each.get(each.size() / 2));
    }

    /** The middle one of some steps, half of them before and half behind such a length. */
    private OptionalDouble stepSeconds(int batch, int context) {
        int prompts = prompts(batch);
        Clock clock = new Clock();
        draw(prompts, batch / prompts, CONTEXT_DRAWN + 1, context - CONTEXT_DRAWN / 2, clock);
        return clock.fullStep();
    }

    private static int prompts(int batch) {
        return Math.max(1, batch / SAMPLES);
    }

    /** When each step was over, the drawing of first tokens being the first. */
    private static final class Clock implements Progress {
        private final List<Long> steps = new ArrayList<>();
        private int full;

        @Override
        public void at(long tokens, int finished) {
            steps.add(System.nanoTime());
            if (finished == 0) {
                full = steps.size();
            }
        }

        /** From the first tokens to the last. */
        double seconds() {
            return (steps.get(steps.size() - 1) - steps.get(0)) / 1e9;
        }

        /** The middle one of the steps in which no answer had ended yet, in seconds; empty when there is none. */
        OptionalDouble fullStep() {
            long[] each = IntStream.range(1, full)
                    .mapToLong(i -> steps.get(i) - steps.get(i - 1))
                    .sorted()
                    .toArray();
            return each.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(each[each.length / 2] / 1e9);
        }
    }

    /** Rollouts and one update in which every answer carries an advantage. */
    Step step(int prompts, int samples, int maxTokens) {
        long started = System.nanoTime();
        List<List<Drawing>> drawn = draw(prompts, samples, maxTokens, PROMPT, Progress.NONE);
        double rollout = seconds(started);
        RolloutEngine.Usage usage = generator.usage().orElseThrow();
        List<Batch.GroupSamples> groups = new ArrayList<>();
        for (int p = 0; p < prompts; p++) {
            List<Batch.Sample> answers = new ArrayList<>();
            for (Drawing drawing : drawn.get(p)) {
                double advantage = answers.size() % 2 == 0 ? 1 : -1;
                answers.add(new Batch.Sample(drawing.tokens(), 0, advantage, drawing.logProbs(), false));
            }
            groups.add(new Batch.GroupSamples("bench-" + p, prompt(p, PROMPT), answers));
        }
        long tokens = tokens(drawn);
        started = System.nanoTime();
        learner.update(new Batch(groups, tokens, prompts * samples), ObjectiveSpec.DEFAULT.build(), 1);
        return new Step(rollout, seconds(started), tokens, usage);
    }

    private List<List<Drawing>> draw(int prompts, int samples, int maxTokens, int promptTokens, Progress progress) {
        List<Generator.Request> requests = new ArrayList<>();
        for (int p = 0; p < prompts; p++) {
            requests.add(new Generator.Request("bench-" + p, prompt(p, promptTokens)));
        }
        return generator.generate(
                requests,
                SamplingSpec.plain(samples, maxTokens),
                new StreamKey(7, 1),
                progress,
                (request, sample, token) -> {});
    }

    private int[] prompt(int number, int length) {
        RandomStream random = RandomStream.of(7, 0, "bench-prompt", number);
        int[] tokens = new int[length];
        for (int i = 0; i < length; i++) {
            tokens[i] = random.nextInt(policy.config().vocabSize());
        }
        return tokens;
    }

    private static long tokens(List<List<Drawing>> drawn) {
        return drawn.stream()
                .flatMap(List::stream)
                .mapToLong(drawing -> drawing.tokens().length)
                .sum();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
