package io.srpo.verify.countdown;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import io.srpo.core.reward.Verdict;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.verify.domain.DomainCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Judges answers to the countdown number game. Right is an expression that uses only the given numbers, each at most once, with {@code + - * /}
 * and brackets, and whose exact value is the target; values on the way may be fractions or negative. It may be followed by {@code = target}.
 *
 * <p>The reference is {@code {"numbers":[3,7,25],"target":88}}: 1 to 12 whole numbers.
 */
public final class CountdownCheck implements DomainCheck {
    public static final Domain DOMAIN = new Domain("countdown");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_NUMBERS = 12;
    private static final int MOST_CHARACTERS = 1_000;

    /** What a task asks for. */
    private record Game(List<Long> numbers, long target) {}

    @Override
    public Verdict check(Task task, String answer) {
        Game game = game(task);
        if (answer.length() > MOST_CHARACTERS) {
            return Verdict.wrong(
                    "longer than " + MOST_CHARACTERS + " characters, so no answer to this game",
                    answer.substring(0, MOST_CHARACTERS));
        }
        try {
            Fraction value = new ExpressionParser(answer, game.numbers(), game.target()).value();
            return value.equals(Fraction.of(game.target()))
                    ? Verdict.right("comes to " + game.target(), answer)
                    : Verdict.wrong("comes to " + value + ", not " + game.target(), answer);
        } catch (NotAnExpressionException e) {
            return Verdict.wrong(e.what(), answer);
        }
    }

    @Override
    public String version() {
        return "countdown 1";
    }

    private static Game game(Task task) {
        if (task.reference() instanceof Reference.Custom custom) {
            try {
                JsonNode json = MAPPER.readTree(custom.payload());
                List<Long> numbers = new ArrayList<>();
                json.path("numbers").forEach(n -> numbers.add(n.asLong()));
                boolean whole = !numbers.isEmpty() && numbers.size() <= MOST_NUMBERS;
                for (JsonNode number : json.path("numbers")) {
                    whole &= number.isIntegralNumber() && number.canConvertToLong();
                }
                if (whole
                        && json.path("target").isIntegralNumber()
                        && json.path("target").canConvertToLong()) {
                    return new Game(numbers, json.path("target").longValue());
                }
            } catch (JsonProcessingException e) {
                throw fault(task);
            }
        }
        throw fault(task);
    }

    private static SrpoException fault(Task task) {
        return SrpoException.input("task " + task.id() + ": a countdown task needs {\"numbers\":[3,7,25],\"target\":88}"
                + " with 1 to " + MOST_NUMBERS + " whole numbers");
    }

    static String list(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
