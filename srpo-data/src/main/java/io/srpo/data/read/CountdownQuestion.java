package io.srpo.data.read;

import java.util.List;
import java.util.stream.Collectors;

/** How the countdown number game is asked. */
public final class CountdownQuestion {
    private CountdownQuestion() {}

    /** The question of a game, for generated ones and for published sets that give numbers and target only. */
    public static String of(List<Long> numbers, long target) {
        String list = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "Use the numbers " + list + " to make " + target
                + ". Each may be used at most once, with + - * / and brackets.";
    }
}
