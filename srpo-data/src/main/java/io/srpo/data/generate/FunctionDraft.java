package io.srpo.data.generate;

import io.srpo.core.rollout.RandomStream;
import io.srpo.core.task.Tests;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A small Python function to write, as its family drew it.
 *
 * @param content what it does, with its constants, freed of names
 * @param signature such as {@code f(x)}
 * @param does ends the sentence "Write a Python function f(x) that returns .."
 * @param plan what a careful answer thinks before it writes
 * @param right a right body
 * @param bugs plausible wrong ones
 * @param arguments draws the arguments of one call
 */
record FunctionDraft(
        String content,
        String signature,
        String does,
        String plan,
        FunctionBody right,
        List<FunctionBody> bugs,
        Function<RandomStream, List<Object>> arguments) {
    private static final int CALLS = 3;
    private static final int TRIES = 200;

    String question() {
        return "Write a Python function " + signature + " that returns " + does + ".";
    }

    /** Calls that the right body passes and every bug fails: some at random, and one more for each bug that would have got through. */
    Tests.Call tests(RandomStream random) {
        List<Tests.Call.Example> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(call(random));
        }
        for (FunctionBody bug : bugs) {
            for (int i = 0; i < TRIES && passes(bug, calls); i++) {
                Tests.Call.Example one = call(random);
                if (!passes(bug, List.of(one))) {
                    calls.add(one);
                }
            }
        }
        return new Tests.Call(signature.substring(0, signature.indexOf('(')), calls);
    }

    static boolean passes(FunctionBody body, List<Tests.Call.Example> calls) {
        for (Tests.Call.Example one : calls) {
            if (!body.meaning().apply(List.copyOf(one.args())).equals(one.expected())) {
                return false;
            }
        }
        return true;
    }

    private Tests.Call.Example call(RandomStream random) {
        List<Object> arguments = this.arguments.apply(random);
        return new Tests.Call.Example(List.copyOf(arguments), right.meaning().apply(arguments));
    }

    Attempt write(Style style, double hastyRight, RandomStream random) {
        return switch (style) {
            case CAREFUL -> attempt(plan, right, true);
            case SLIP -> attempt(plan, bug(random), false);
            case HASTY -> {
                String think = random.nextInt(2) == 0 ? "" : "quick guess";
                boolean lucky = random.nextDouble() < hastyRight;
                yield attempt(think, lucky ? right : bug(random), lucky);
            }
        };
    }

    private FunctionBody bug(RandomStream random) {
        int which = random.nextInt(bugs.size() + 1);
        return which == bugs.size() ? right.withoutReturn() : bugs.get(which);
    }

    private Attempt attempt(String think, FunctionBody body, boolean isRight) {
        return new Attempt(think, "def " + signature + ":\n" + body.source(), isRight);
    }
}
