package io.srpo.verify.countdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.reward.Verdict;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountdownCheckTest {
    private static final CountdownCheck CHECK = new CountdownCheck();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "25 * 3 + 7 + 6",
                "(25*3)+(7+6)",
                "25 * 3 + 7 + 6 = 88",
                " ((25 * 3 + 6) + 7) ",
                "25 \u00D7 3 + 7 + 6",
                "25 \\times 3 + 7 + 6",
                "$\\left(25 \\cdot 3\\right) + 7 + 6$",
                "25*3-(7-(7+6+7))+7-7"
            })
    void anExpressionThatComesToTheTargetIsRight(String answer) {
        // The last one uses 7 five times.
        boolean legal = answer.chars().filter(c -> c == '7').count() == 1;
        assertThat(judge(answer).right()).as(answer).isEqualTo(legal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "25 * 3 + 7|comes to 82, not 88",
                "88|uses 88, which is not among 25, 3, 7, 6",
                "25 * 3 + 7 + 7 - 1|uses 7 more often than it is given",
                "25 * 3 + 13|uses 13, which is not among",
                "257 - 3|uses 257",
                "25 * 3 + 7 + 6 = 89|says \"= 89\", but the target is 88",
                "25 * 3 + 7 + 6 = 88 = 88|unexpected \"=\"",
                "25 3|unexpected \"3\"",
                "3(25) + 7 + 6|unexpected \"(\"",
                "25 * 3 + 7 + 6)|unexpected \")\"",
                "(25 * 3 + 7 + 6|a bracket is not closed",
                "25 * 3 + 7 +|ends where a number should follow",
                "-3 + 25|unexpected \"-\" at character 1",
                "25 ** 3|unexpected \"*\"",
                "25 // 3|unexpected \"/\"",
                "25 ^ 3|unexpected \"^\"",
                "2.5 * 6|uses 2,",
                "25 / (3 - 3)|uses 3 more often",
                "25e0 * 3|unexpected \"e\"",
                "0x19 * 3|uses 0,",
                "025 * 3 + 7 + 6|comes to 88",
                "25 * 3 + 7 + 6 # 88|unexpected \"#\"",
                "88 if True else 0|uses 88",
                "__import__('os').system('true')|unexpected \"_\"",
                "()|unexpected \")\"",
                "25 / 6|comes to 25/6, not 88",
            })
    void everythingElseIsToldWhy(String answer, String reason) {
        assertThat(judge(answer).reason()).contains(reason);
        assertThat(judge(answer).right()).isEqualTo(reason.equals("comes to 88"));
    }

    @Test
    void fractionsOnTheWayAreExact() {
        Task task = task(List.of(1L, 3L, 4L, 6L), 24);
        assertThat(CHECK.check(task, "6 / (1 - 3 / 4)").reason()).isEqualTo("comes to 24");
        assertThat(CHECK.check(task(List.of(3L, 1L, 3L), 1), "1 / 3 * 3").right())
                .isTrue();
    }

    @Test
    void aNumberGivenTwiceMayBeUsedTwice() {
        assertThat(CHECK.check(task(List.of(5L, 5L), 25), "5 * 5").right()).isTrue();
        assertThat(CHECK.check(task(List.of(5L, 5L), 15), "5 + 5 + 5").reason()).contains("more often");
    }

    @Test
    void divisionByNothingIsWrong() {
        assertThat(CHECK.check(task(List.of(4L, 2L, 2L), 4), "4 / (2 - 2)").reason())
                .isEqualTo("divides by zero");
    }

    @Test
    void longAndDeepAnswersEndAtOnce() {
        for (String piece : new String[] {"(", "9", "(25", "25+", "\\left(", "\u0000", "\uD800", "1/(", "=", "\n"}) {
            assertThat(judge(piece.repeat(90_000)).right()).as(piece).isFalse();
            assertThat(judge(piece.repeat(150)).right()).as(piece).isFalse();
        }
        assertThat(judge("(".repeat(60) + "25" + ")".repeat(60)).reason()).contains("nest deeper than 40");
        assertThat(judge("25 * 3 + 7 + 6\u0000 garbage").right()).isFalse();
    }

    @Property(tries = 2000)
    void noTextThrowsOrPassesByChance(@ForAll @StringLength(max = 60) String answer) {
        Verdict verdict = judge(answer);
        assertThat(verdict.right()).isFalse();
        assertThat(verdict.reason()).isNotBlank();
    }

    /** Random trees are worked out with another arithmetic and given to the parser as text. */
    @Property(tries = 1000)
    void theParserAgreesWithATreeWorkedOutInDoubles(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int count) {
        Random random = new Random(seed);
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add((long) random.nextInt(20) + 1);
        }
        Tree tree = Tree.of(numbers, random);
        String reason = CHECK.check(task(numbers, Long.MAX_VALUE), tree.text()).reason();
        if (!Double.isFinite(tree.value()) || reason.equals("divides by zero")) {
            return;
        }
        String[] value =
                reason.substring("comes to ".length(), reason.indexOf(',')).split("/", -1);
        double exact = Double.parseDouble(value[0]) / (value.length > 1 ? Double.parseDouble(value[1]) : 1);
        assertThat(exact).isCloseTo(tree.value(), org.assertj.core.data.Offset.offset(1e-6 * (1 + Math.abs(exact))));
    }

    private record Tree(String text, double value) {
        static Tree of(List<Long> numbers, Random random) {
            if (numbers.size() == 1) {
                return new Tree(String.valueOf(numbers.get(0)), numbers.get(0));
            }
            int cut = 1 + random.nextInt(numbers.size() - 1);
            Tree left = of(numbers.subList(0, cut), random);
            Tree right = of(numbers.subList(cut, numbers.size()), random);
            char operator = "+-*/".charAt(random.nextInt(4));
            double value =
                    switch (operator) {
                        case '+' -> left.value + right.value;
                        case '-' -> left.value - right.value;
                        case '*' -> left.value * right.value;
                        default -> Math.abs(right.value) < 1e-9 ? Double.NaN : left.value / right.value;
                    };
            return new Tree("(" + left.text + operator + right.text + ")", value);
        }
    }

    @Test
    void aTaskWithoutNumbersIsTheDatasFault() {
        for (String payload :
                new String[] {"", "{}", "[1]", "{\"numbers\":[1.5],\"target\":2}", "{\"numbers\":[],\"target\":2}"}) {
            Task task = new Task("bad", CountdownCheck.DOMAIN, "q", new Reference.Custom(payload));
            assertThatThrownBy(() -> CHECK.check(task, "1"))
                    .isInstanceOf(SrpoException.class)
                    .hasMessageContaining("task bad: a countdown task needs");
        }
    }

    private static Verdict judge(String answer) {
        return CHECK.check(task(List.of(25L, 3L, 7L, 6L), 88), answer);
    }

    private static Task task(List<Long> numbers, long target) {
        return new Task(
                "t",
                CountdownCheck.DOMAIN,
                "q",
                new Reference.Custom("{\"numbers\":" + numbers + ",\"target\":" + target + "}"));
    }
}
