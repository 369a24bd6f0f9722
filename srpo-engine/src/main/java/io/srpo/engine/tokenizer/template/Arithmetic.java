package io.srpo.engine.tokenizer.template;

import java.util.ArrayList;
import java.util.List;

/** Python's operators on numbers, texts and lists. */
final class Arithmetic {
    /** Longest text that repeating may make. */
    private static final long LARGEST_TEXT = 1_000_000;

    private Arithmetic() {}

    static Object apply(String operator, Object left, Object right) {
        if (operator.equals("~")) {
            return Values.text(left) + Values.text(right);
        }
        if (operator.equals("+") && left instanceof String a && right instanceof String b) {
            return a + b;
        }
        if (operator.equals("+") && left instanceof List<?> a && right instanceof List<?> b) {
            List<Object> joined = new ArrayList<>(a);
            joined.addAll(b);
            return joined;
        }
        if (operator.equals("*") && left instanceof String text && right instanceof Long times) {
            if (times > 0 && text.length() > LARGEST_TEXT / times) {
                throw Values.error("a text of more than " + LARGEST_TEXT + " characters");
            }
            return text.repeat((int) Math.max(0, times));
        }
        Number a = Values.number(left);
        Number b = Values.number(right);
        if (a == null || b == null) {
            throw Values.error("\"" + operator + "\" between " + Values.type(left) + " and " + Values.type(right));
        }
        return a instanceof Long x && b instanceof Long y && !operator.equals("/")
                ? whole(operator, x, y)
                : (Object) real(operator, a.doubleValue(), b.doubleValue());
    }

    private static Object whole(String operator, long a, long b) {
        if (b == 0 && (operator.equals("//") || operator.equals("%"))) {
            throw Values.error("division by zero");
        }
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "//" -> Math.floorDiv(a, b);
            case "%" -> Math.floorMod(a, b);
            default ->
                b < 0 ? (Object) Math.pow((double) a, (double) b) : (Object) (long) Math.pow((double) a, (double) b);
        };
    }

    private static double real(String operator, double a, double b) {
        if (b == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
            throw Values.error("division by zero");
        }
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "//" -> Math.floor(a / b);
            case "%" -> a - b * Math.floor(a / b);
            default -> Math.pow(a, b);
        };
    }
}
