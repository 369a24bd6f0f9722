package io.srpo.core.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.srpo.core.advantage.GroupNormalized;
import io.srpo.core.objective.Objective.Scale;
import io.srpo.core.objective.Objective.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same rollouts through PyTorch; the fixture's head says how it was made. */
class TorchReferenceTest {
    private double loss;
    private double[] clip = {};
    private final List<List<Double>> rewards = new ArrayList<>();
    private final List<Double> advantages = new ArrayList<>();
    private final List<double[]> current = new ArrayList<>();
    private final List<double[]> old = new ArrayList<>();

    @Test
    void lossIsTorchsWithinOneMillionth() throws IOException {
        read();
        Objective objective =
                ObjectiveSpec.DEFAULT.withSurrogate("clip", clip[0], clip[1]).build();
        int tokens = current.stream().mapToInt(p -> p.length).sum();
        double total = 0;
        int clipped = 0;
        for (int i = 0; i < current.size(); i++) {
            Objective.Term term = objective.evaluate(
                    new Sequence(current.get(i), old.get(i), null, null, advantages.get(i)),
                    new Scale(tokens, current.size()));
            total += term.loss();
            clipped += term.clipped();
        }
        assertThat(total).isCloseTo(loss, within(1e-6));
        assertThat(clipped)
                .as("a fixture in which nothing is clipped would show little")
                .isPositive();
    }

    @Test
    void advantagesAreTheReferences() throws IOException {
        read();
        List<double[]> step = rewards.stream()
                .map(group -> group.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
        double[] flat = new GroupNormalized()
                .estimate(step).stream().flatMapToDouble(Arrays::stream).toArray();
        double[] expected = advantages.stream().mapToDouble(Double::doubleValue).toArray();
        assertThat(flat).containsExactly(expected, within(1e-9));
    }

    private void read() throws IOException {
        try (InputStream in = TorchReferenceTest.class.getResourceAsStream("grpo-tiny-llama.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "clip" -> clip = numbers(words);
                    case "loss" -> loss = numbers(words)[0];
                    case "group" -> rewards.add(new ArrayList<>());
                    case "reward" -> rewards.get(rewards.size() - 1).add(numbers(words)[0]);
                    case "advantage" -> advantages.add(numbers(words)[0]);
                    case "new" -> current.add(numbers(words));
                    case "old" -> old.add(numbers(words));
                    default -> assertThat(line).startsWith("#");
                }
            }
        }
    }

    private static double[] numbers(String[] words) {
        return Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
    }
}
