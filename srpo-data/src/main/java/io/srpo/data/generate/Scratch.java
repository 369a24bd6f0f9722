package io.srpo.data.generate;

import io.srpo.core.rollout.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Working on paper: two-digit numbers are taken apart into tens and units, each step is one written equation ({@code 7+8=15, 40+30=70, 70+15=85}). One chosen
 * step may go wrong by a plausible amount; what follows is then consistent with the mistake.
 */
final class Scratch {
    /** No step slips. */
    static final int NEVER = -1;

    private final List<String> steps = new ArrayList<>();
    private final int slipAt;
    private final RandomStream random;

    /**
     * @param slipAt the step, from 0, that goes wrong
     * @param random how it goes wrong
     */
    Scratch(int slipAt, RandomStream random) {
        this.slipAt = slipAt;
        this.random = random;
    }

    int apply(int left, char operator, int right) {
        return switch (operator) {
            case '+' -> add(left, right);
            case '-' -> subtract(left, right);
            case '*' -> multiply(left, right);
            default -> throw new IllegalArgumentException("operator " + operator);
        };
    }

    private int add(int left, int right) {
        int tensLeft = left - left % 10;
        int tensRight = right - right % 10;
        if (left % 10 == 0 || right % 10 == 0 || tensLeft == 0 || tensRight == 0) {
            return step(left, '+', right, left + right);
        }
        int units = step(left % 10, '+', right % 10, left % 10 + right % 10);
        int tens = step(tensLeft, '+', tensRight, tensLeft + tensRight);
        return step(tens, '+', units, tens + units);
    }

    private int subtract(int left, int right) {
        int tens = right - right % 10;
        if (tens == 0 || right % 10 == 0) {
            return step(left, '-', right, left - right);
        }
        int rest = step(left, '-', tens, left - tens);
        return step(rest, '-', right % 10, rest - right % 10);
    }

    private int multiply(int left, int right) {
        int tens = left - left % 10;
        if (tens == 0 || left % 10 == 0) {
            return step(left, '*', right, left * right);
        }
        int high = step(tens, '*', right, tens * right);
        int low = step(left % 10, '*', right, left % 10 * right);
        return step(high, '+', low, high + low);
    }

    private int step(int left, char operator, int right, int exact) {
        int result = steps.size() == slipAt ? slip(exact, random) : exact;
        steps.add(left + String.valueOf(operator) + right + "=" + result);
        return result;
    }

    int steps() {
        return steps.size();
    }

    String text() {
        return String.join(", ", steps);
    }

    /** A wrong value near the right one: off by one or two, or by a forgotten carry. */
    static int slip(int exact, RandomStream random) {
        int[] ways = exact >= 10 ? new int[] {1, -1, 10, -10, 2, -2} : new int[] {1, 2, -1};
        int wrong = exact + ways[random.nextInt(ways.length)];
        return wrong < 0 ? exact + 1 : wrong;
    }
}
