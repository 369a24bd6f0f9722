package io.srpo.data.generate;

import static io.srpo.data.generate.Arguments.first;
import static io.srpo.data.generate.Arguments.second;
import static io.srpo.data.generate.Draws.between;
import static io.srpo.data.generate.FunctionBody.returns;
import static io.srpo.data.generate.FunctionNames.name;
import static io.srpo.data.generate.FunctionNames.number;

import io.srpo.core.rollout.RandomStream;
import java.util.List;
import java.util.function.Function;

/** Level easy: one operator. */
final class OperatorFunctions {
    static final List<Function<RandomStream, FunctionDraft>> ALL = List.of(
            OperatorFunctions::plus,
            OperatorFunctions::minus,
            OperatorFunctions::times,
            OperatorFunctions::from,
            OperatorFunctions::square,
            OperatorFunctions::ofTwo);

    private OperatorFunctions() {}

    private static FunctionDraft plus(RandomStream r) {
        String x = number(r);
        int k = between(r, 2, 40);
        return ofOne(
                r,
                "plus " + k,
                x,
                x + " plus " + k,
                "add " + k,
                returns(x + " + " + k, a -> first(a) + k),
                List.of(
                        returns(x + " - " + k, a -> first(a) - k),
                        returns(x + " + " + (k + 1), a -> first(a) + k + 1)));
    }

    private static FunctionDraft minus(RandomStream r) {
        String x = number(r);
        int k = between(r, 2, 40);
        return ofOne(
                r,
                "minus " + k,
                x,
                x + " minus " + k,
                "subtract " + k,
                returns(x + " - " + k, a -> first(a) - k),
                List.of(returns(k + " - " + x, a -> k - first(a)), returns(x + " + " + k, a -> first(a) + k)));
    }

    private static FunctionDraft times(RandomStream r) {
        String x = number(r);
        int k = between(r, 2, 40);
        return ofOne(
                r,
                "times " + k,
                x,
                k + " times " + x,
                "multiply by " + k,
                returns(x + " * " + k, a -> first(a) * k),
                List.of(
                        returns(x + " + " + k, a -> first(a) + k),
                        returns(x + " * " + (k + 1), a -> first(a) * (k + 1))));
    }

    private static FunctionDraft from(RandomStream r) {
        String x = number(r);
        int k = between(r, 5, 60);
        return ofOne(
                r,
                "from " + k,
                x,
                k + " minus " + x,
                "take " + x + " from " + k,
                returns(k + " - " + x, a -> k - first(a)),
                List.of(returns(x + " - " + k, a -> first(a) - k), returns(k + " + " + x, a -> k + first(a))));
    }

    private static FunctionDraft square(RandomStream r) {
        String x = number(r);
        String name = name(r);
        return new FunctionDraft(
                "square " + name + x,
                name + "(" + x + ")",
                x + " squared",
                x + " times " + x,
                returns(x + " * " + x, a -> first(a) * first(a)),
                List.of(returns(x + " * 2", a -> first(a) * 2), returns(x + " + " + x, a -> first(a) + first(a))),
                Arguments::number);
    }

    private static FunctionDraft ofTwo(RandomStream r) {
        String name = name(r);
        String signature = name + "(a, b)";
        FunctionBody sum = returns("a + b", a -> first(a) + second(a));
        FunctionBody difference = returns("a - b", a -> first(a) - second(a));
        FunctionBody product = returns("a * b", a -> first(a) * second(a));
        return switch (r.nextInt(3)) {
            case 0 ->
                new FunctionDraft(
                        "sum " + name,
                        signature,
                        "a plus b",
                        "add a and b",
                        sum,
                        List.of(difference, product),
                        Arguments::twoNumbers);
            case 1 ->
                new FunctionDraft(
                        "difference " + name,
                        signature,
                        "a minus b",
                        "subtract b from a",
                        difference,
                        List.of(sum, returns("b - a", a -> second(a) - first(a))),
                        Arguments::twoNumbers);
            default ->
                new FunctionDraft(
                        "product " + name,
                        signature,
                        "a times b",
                        "multiply a and b",
                        product,
                        List.of(sum, difference),
                        Arguments::twoNumbers);
        };
    }

    private static FunctionDraft ofOne(
            RandomStream r,
            String content,
            String x,
            String does,
            String plan,
            FunctionBody right,
            List<FunctionBody> bugs) {
        return new FunctionDraft(content, name(r) + "(" + x + ")", does, plan, right, bugs, Arguments::number);
    }
}
