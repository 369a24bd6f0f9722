package io.srpo.data.generate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.rollout.RandomStream;
import io.srpo.data.read.CountdownQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A countdown game as it was drawn: its target was reached from its numbers, so it can be solved.
 *
 * @param numbers in the order they are shown
 * @param steps a solution, one operation each, in the order it is worked
 */
public record CountdownDraft(List<Long> numbers, long target, List<Step> steps) {
    public CountdownDraft {
        numbers = List.copyOf(numbers);
        steps = List.copyOf(steps);
    }

    /**
     * One operation of the solution on what was reached before.
     *
     * @param expression the value so far as the answer writes it
     */
    record Step(long left, char operator, long right, long value, String expression) {
        String text() {
            return left + " " + operator + " " + right + " = " + value;
        }
    }

    String question() {
        return CountdownQuestion.of(numbers, target);
    }

    /** Alike whatever the order of the numbers. */
    String canonical() {
        return numbers.stream().sorted().map(String::valueOf).collect(Collectors.joining(" ")) + " > " + target;
    }

    String payload() {
        ObjectNode game = JsonNodeFactory.instance.objectNode();
        numbers.forEach(game.putArray("numbers")::add);
        return game.put("target", target).toString();
    }

    /** An expression that is the target. */
    public String solution() {
        return steps.get(steps.size() - 1).expression();
    }

    Attempt write(Style style, double hastyRight, RandomStream random) {
        String worked = steps.stream().map(Step::text).collect(Collectors.joining("; "));
        return switch (style) {
            case CAREFUL -> new Attempt(worked, solution(), true);
            case SLIP -> {
                List<Step> short1 = new ArrayList<>(steps.subList(0, Math.max(1, steps.size() - 1)));
                Step last = short1.get(short1.size() - 1);
                boolean right = steps.size() == 1;
                yield new Attempt(worked, right ? solution() + " + 1" : last.expression(), false);
            }
            case HASTY ->
                random.nextDouble() < hastyRight
                        ? new Attempt("", solution(), true)
                        : new Attempt("", numbers.get(0) + " + " + numbers.get(1), sumIsTarget());
        };
    }

    private boolean sumIsTarget() {
        return numbers.get(0) + numbers.get(1) == target;
    }
}
