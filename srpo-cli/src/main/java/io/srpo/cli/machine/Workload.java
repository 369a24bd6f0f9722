package io.srpo.cli.machine;

import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.ObjectiveSpec;
import io.srpo.core.rollout.RandomStream;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.Policy;
import io.srpo.engine.learn.Example;
import io.srpo.engine.learn.TorchLearner;
import io.srpo.engine.rollout.Drawing;
import io.srpo.engine.rollout.Generator;
import java.util.ArrayList;
import java.util.List;

/** Work of known size for a model: random prompts, drawn answers, updates. Each piece is done once, small, before it is timed. */
final class Workload {
    private static final int PROMPT = 80;

    /** Of the training's examples: eight of 256 tokens, all of them learnt, none shared. */
    private static final int EXAMPLE = 256;

    private static final int EXAMPLES = 8;

    /** Tokens trained at once. */
    static final int TRAINED = EXAMPLE * EXAMPLES;

    /** Answers to one prompt of the rollouts' measurement. */
    private static final int SAMPLES = 8;

    private final Policy policy;
    private final TorchLearner learner;

    Workload(Policy policy, TorchLearner learner) {
        this.policy = policy;
        this.learner = learner;
    }

    /**
     * @param tokens response tokens drawn
     */
    record Step(double rolloutSeconds, double updateSeconds, long tokens) {}

    /** Parameters that every token is multiplied with; an embedding that is not also the head is only looked up. */
    double multiplied() {
        long lookedUp = policy.config().tiedEmbeddings()
                ? 0
                : (long) policy.config().vocabSize() * policy.config().hiddenSize();
        return (double) policy.parameters() - lookedUp;
    }

    double trainedTokensPerSecond() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < EXAMPLES; i++) {
            examples.add(new Example(prompt(i, 1), prompt(i + 1000, EXAMPLE)));
        }
        learner.supervised(examples);
        long started = System.nanoTime();
        long tokens = learner.supervised(examples).tokens();
        return tokens / seconds(started);
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
        int prompts = Math.max(1, batch / SAMPLES);
        draw(prompts, batch / prompts, 2);
        long started = System.nanoTime();
        draw(prompts, batch / prompts, 1);
        double before = seconds(started);
        started = System.nanoTime();
        long tokens = tokens(draw(prompts, batch / prompts, each + 1)) - batch;
        return new Drawn(tokens, seconds(started) - before, each, (long) prompts * PROMPT);
    }

    /** Rollouts and one update in which every answer carries an advantage. */
    Step step(int prompts, int samples, int maxTokens) {
        long started = System.nanoTime();
        List<List<Drawing>> drawn = draw(prompts, samples, maxTokens);
        double rollout = seconds(started);
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
        return new Step(rollout, seconds(started), tokens);
    }

    private List<List<Drawing>> draw(int prompts, int samples, int maxTokens) {
        List<Generator.Request> requests = new ArrayList<>();
        for (int p = 0; p < prompts; p++) {
            requests.add(new Generator.Request("bench-" + p, prompt(p, PROMPT)));
        }
        return policy.generator()
                .generate(
                        requests,
                        SamplingSpec.plain(samples, maxTokens),
                        new StreamKey(7, 1),
                        Progress.NONE,
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
