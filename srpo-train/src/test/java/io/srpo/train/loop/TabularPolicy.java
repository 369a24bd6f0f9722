package io.srpo.train.loop;

import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.Learner;
import io.srpo.core.objective.Objective;
import io.srpo.core.objective.Update;
import io.srpo.core.rollout.Group;
import io.srpo.core.rollout.Prompt;
import io.srpo.core.rollout.RandomStream;
import io.srpo.core.rollout.Rollout;
import io.srpo.core.rollout.RolloutEngine;
import io.srpo.core.rollout.SamplingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The smallest policy that really learns: for each task a softmax over ten answers, one token each, trained by plain gradient descent. */
final class TabularPolicy implements RolloutEngine, Learner, PolicyStore {
    private static final int ANSWERS = 10;

    private final Map<String, double[]> logits = new TreeMap<>();
    private final double rate;

    TabularPolicy(double rate) {
        this.rate = rate;
    }

    @Override
    public List<Group> rollout(List<Prompt> prompts, SamplingSpec spec, StreamKey key, Progress progress) {
        List<Group> groups = new ArrayList<>();
        for (Prompt prompt : prompts) {
            double[] logProbs = logProbs(prompt.task().id());
            List<Rollout> rollouts = new ArrayList<>();
            for (int i = 0; i < spec.samples(); i++) {
                double u = RandomStream.of(key.seed(), key.step(), prompt.task().id(), i)
                        .nextDouble();
                int token = 0;
                for (double sum = Math.exp(logProbs[0]); sum < u && token < ANSWERS - 1; ) {
                    sum += Math.exp(logProbs[++token]);
                }
                rollouts.add(new Rollout(
                        i,
                        new int[] {token},
                        new float[] {(float) logProbs[token]},
                        0,
                        String.valueOf(token),
                        Rollout.Ending.STOP));
            }
            groups.add(new Group(prompt, new int[] {0}, rollouts));
        }
        return groups;
    }

    @Override
    public int[] encode(String text) {
        return text.chars().toArray();
    }

    @Override
    public Update update(Batch batch, Objective objective, long step) {
        Map<String, double[]> gradients = new TreeMap<>();
        double loss = 0;
        double squares = 0;
        Objective.Scale scale = new Objective.Scale(batch.totalTokens(), batch.totalRollouts());
        for (Batch.GroupSamples group : batch.groups()) {
            double[] logProbs = logProbs(group.taskId());
            double[] gradient = gradients.computeIfAbsent(group.taskId(), id -> new double[ANSWERS]);
            for (Batch.Sample sample : group.samples()) {
                int token = sample.response()[0];
                double[] now = {logProbs[token]};
                Objective.Term term = objective.evaluate(
                        new Objective.Sequence(now, now.clone(), null, null, sample.advantage()), scale);
                loss += term.loss();
                for (int i = 0; i < ANSWERS; i++) {
                    gradient[i] += term.gradient()[0] * ((i == token ? 1 : 0) - Math.exp(logProbs[i]));
                }
            }
        }
        for (Map.Entry<String, double[]> entry : gradients.entrySet()) {
            double[] own = logits.computeIfAbsent(entry.getKey(), id -> new double[ANSWERS]);
            for (int i = 0; i < ANSWERS; i++) {
                own[i] -= rate * entry.getValue()[i];
                squares += entry.getValue()[i] * entry.getValue()[i];
            }
        }
        return new Update(
                loss,
                Math.sqrt(squares),
                rate,
                1,
                1,
                0,
                Double.NaN,
                0,
                0,
                batch.totalTokens(),
                batch.isEmpty() ? 0 : 1);
    }

    @Override
    public void save(Path folder) {
        List<String> lines = new ArrayList<>();
        logits.forEach((task, values) -> lines.add(task + " "
                + Arrays.toString(Arrays.stream(values)
                        .mapToLong(Double::doubleToLongBits)
                        .toArray())));
        try {
            Files.write(folder.resolve("logits.txt"), lines);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void restore(Path folder) {
        try {
            logits.clear();
            for (String line : Files.readAllLines(folder.resolve("logits.txt"))) {
                String[] parts = line.replaceAll("[\\[\\],]", "").split(" ");
                double[] values = new double[ANSWERS];
                for (int i = 0; i < ANSWERS; i++) {
                    values[i] = Double.longBitsToDouble(Long.parseLong(parts[i + 1]));
                }
                logits.put(parts[0], values);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private double[] logProbs(String task) {
        double[] own = logits.getOrDefault(task, new double[ANSWERS]);
        double sum = Arrays.stream(own).map(Math::exp).sum();
        return Arrays.stream(own).map(value -> value - Math.log(sum)).toArray();
    }
}
