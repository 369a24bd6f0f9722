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

/** Level medium: two operators, or one condition. */
final class ConditionFunctions {
    static final List<Function<RandomStream, FunctionDraft>> ALL = List.of(
            ConditionFunctions::linear,
            ConditionFunctions::squarePlus,
            ConditionFunctions::multiple,
            ConditionFunctions::beyond,
            ConditionFunctions::larger,
            ConditionFunctions::distance,
            ConditionFunctions::remainder);

    private ConditionFunctions() {}

    private static FunctionDraft linear(RandomStream r) {
        String x = number(r);
        int k = between(r, 2, 12);
        int drawn = between(r, 1, 20);
        int c = drawn == k ? drawn + 1 : drawn; // else one of the bugs would be no bug
        return new FunctionDraft(
                "linear " + k + " " + c,
                name(r) + "(" + x + ")",
                k + " times " + x + " plus " + c,
                "multiply by " + k + ", add " + c,
                returns(k + " * " + x + " + " + c, a -> k * first(a) + c),
                List.of(
                        returns(k + " * " + x + " - " + c, a -> k * first(a) - c),
                        returns(k + " + " + x + " * " + c, a -> k + first(a) * c),
                        returns(k + " * " + x, a -> k * first(a))),
                Arguments::number);
    }

    private static FunctionDraft squarePlus(RandomStream r) {
        String x = number(r);
        int c = between(r, 1, 30);
        return new FunctionDraft(
                "square plus " + c,
                name(r) + "(" + x + ")",
                x + " squared plus " + c,
                x + " times " + x + ", add " + c,
                returns(x + " * " + x + " + " + c, a -> first(a) * first(a) + c),
                List.of(
                        returns(x + " * 2 + " + c, a -> first(a) * 2 + c),
                        returns(x + " * " + x, a -> first(a) * first(a))),
                Arguments::number);
    }

    private static FunctionDraft multiple(RandomStream r) {
        String x = number(r);
        int k = between(r, 2, 12);
        return new FunctionDraft(
                "multiple " + k,
                name(r) + "(" + x + ")",
                "whether " + x + " is a multiple of " + k,
                "remainder by " + k + " is 0",
                returns(x + " % " + k + " == 0", a -> Math.floorMod(first(a), k) == 0),
                List.of(
                        returns(x + " % " + k + " == 1", a -> Math.floorMod(first(a), k) == 1),
                        returns(x + " % " + k + " != 0", a -> Math.floorMod(first(a), k) != 0)),
                random -> between(random, 0, 1) == 0 ? Arguments.number(random) : List.of(k * between(random, -5, 9)));
    }

    private static FunctionDraft beyond(RandomStream r) {
        String x = number(r);
        int k = between(r, 2, 15);
        boolean over = r.nextInt(2) == 0;
        String word = over ? "greater" : "less";
        String sign = over ? " > " : " < ";
        return new FunctionDraft(
                word + " " + k,
                name(r) + "(" + x + ")",
                "whether " + x + " is " + word + " than " + k,
                "compare with " + k,
                returns(x + sign + k, a -> over ? first(a) > k : first(a) < k),
                List.of(
                        returns(x + (over ? " < " : " > ") + k, a -> over ? first(a) < k : first(a) > k),
                        returns(x + sign.stripTrailing() + "= " + k, a -> over ? first(a) >= k : first(a) <= k)),
                random -> List.of(k + between(random, -3, 3)));
    }

    private static FunctionDraft larger(RandomStream r) {
        String name = name(r);
        boolean large = r.nextInt(2) == 0;
        String word = large ? "larger" : "smaller";
        FunctionBody larger = returns("a if a > b else b", a -> Math.max(first(a), second(a)));
        FunctionBody smaller = returns("a if a < b else b", a -> Math.min(first(a), second(a)));
        return new FunctionDraft(
                word + " " + name,
                name + "(a, b)",
                "the " + word + " of a and b",
                "a if it is " + word,
                large ? larger : smaller,
                List.of(large ? smaller : larger, returns("a", Arguments::first)),
                Arguments::twoNumbers);
    }

    private static FunctionDraft distance(RandomStream r) {
        String x = number(r);
        int k = between(r, 2, 30);
        return new FunctionDraft(
                "distance " + k,
                name(r) + "(" + x + ")",
                "the distance of " + x + " from " + k,
                "abs of " + x + " minus " + k,
                returns("abs(" + x + " - " + k + ")", a -> Math.abs(first(a) - k)),
                List.of(
                        returns(x + " - " + k, a -> first(a) - k),
                        returns("abs(" + x + ") - " + k, a -> Math.abs(first(a)) - k)),
                random -> List.of(k + between(random, -9, 9)));
    }

    private static FunctionDraft remainder(RandomStream r) {
        String x = number(r);
        int k = between(r, 2, 15);
        return new FunctionDraft(
                "remainder " + k,
                name(r) + "(" + x + ")",
                "the remainder of " + x + " divided by " + k,
                x + " modulo " + k,
                returns(x + " % " + k, a -> Math.floorMod(first(a), k)),
                List.of(
                        returns(x + " / " + k, a -> "a quotient"),
                        returns(k + " % " + x, a -> Math.floorMod(k, first(a)))),
                random -> List.of(between(random, k + 1, 60)));
    }
}
