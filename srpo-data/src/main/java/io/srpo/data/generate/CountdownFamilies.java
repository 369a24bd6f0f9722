package io.srpo.data.generate;

import static io.srpo.data.generate.Draws.between;

import io.srpo.core.rollout.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Countdown games of each level. Easy: three numbers up to 10, two of them or all used, target up to 50. Medium: four numbers up to 25, target up to 100. Hard:
 * six numbers, two of them from 25, 50, 75 and 100, target from 100 to 999, as in the television game.
 */
final class CountdownFamilies {
    private static final long[] LARGE = {25, 50, 75, 100};
    private static final int PATIENCE = 2000;

    private CountdownFamilies() {}

    static CountdownDraft draw(Level level, RandomStream random) {
        for (int i = 0; i < PATIENCE; i++) {
            CountdownDraft draft =
                    switch (level) {
                        case EASY -> attempt(numbers(random, 3, 10, 0), 2 + random.nextInt(2), 2, 50, random);
                        case MEDIUM -> attempt(numbers(random, 4, 25, 0), 3 + random.nextInt(2), 10, 100, random);
                        case HARD -> attempt(numbers(random, 6, 10, 2), 4 + random.nextInt(3), 100, 999, random);
                    };
            if (draft != null) {
                return draft;
            }
        }
        throw new IllegalStateException("no game of level " + level + " in " + PATIENCE + " tries");
    }

    private static List<Long> numbers(RandomStream random, int count, int most, int large) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i < large ? LARGE[random.nextInt(LARGE.length)] : (long) between(random, 1, most));
        }
        return shuffled(numbers, random);
    }

    /** Works with {@code used} of the numbers; null when the way leaves the whole positive numbers or misses the target's range. */
    private static @Nullable CountdownDraft attempt(
            List<Long> numbers, int used, long low, long high, RandomStream random) {
        List<Long> taken = shuffled(numbers, random).subList(0, Math.min(used, numbers.size()));
        List<CountdownDraft.Step> steps = new ArrayList<>();
        long value = taken.get(0);
        String text = String.valueOf(value);
        boolean sum = false;
        for (long number : taken.subList(1, taken.size())) {
            char operator = "+-*/".charAt(random.nextInt(4));
            boolean divides = number > 1 && value % number == 0;
            if ((operator == '/' && !divides)
                    || (operator == '*' && number == 1)
                    || (operator == '-' && number >= value)) {
                return null;
            }
            long next =
                    switch (operator) {
                        case '+' -> value + number;
                        case '-' -> value - number;
                        case '*' -> value * number;
                        default -> value / number;
                    };
            boolean bind = operator == '*' || operator == '/';
            text = (bind && sum ? "(" + text + ")" : text) + " " + operator + " " + number;
            sum = !bind;
            steps.add(new CountdownDraft.Step(value, operator, number, next, text));
            value = next;
        }
        boolean good = value >= low && value <= high && !numbers.contains(value);
        return good ? new CountdownDraft(numbers, value, steps) : null;
    }

    private static List<Long> shuffled(List<Long> numbers, RandomStream random) {
        List<Long> all = new ArrayList<>(numbers);
        for (int i = all.size() - 1; i > 0; i--) {
            Collections.swap(all, i, random.nextInt(i + 1));
        }
        return all;
    }
}
