package io.srpo.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a pair may allocate, all its short-lived objects counted. */
class MathMemoryTest {
    private static final long LIMIT = 64L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final MathVerifier verifier = new MathVerifier();

    static Stream<String> nasty() {
        String set = IntStream.range(0, 2000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String matrix = "\\begin{pmatrix}" + ("1&2&3\\\\".repeat(1_100)) + "\\end{pmatrix}";
        return Stream.of(
                "9^{9^{9^9}}",
                "9^9^9^9",
                "99999999!",
                "3000!",
                "(3000!)^{5}",
                "2^{100000}",
                "7^{131072}",
                "\\binom{100000}{50000}",
                "\\binom{3000}{1500}",
                "(x+1)^{5000}",
                "(x+y+z)^{4095}",
                "((((x+1)^{99})^{99})^{99})^{99}",
                "(x+1)".repeat(1000),
                "x^{" + "9".repeat(1000) + "}",
                "7".repeat(1_000_000),
                "7".repeat(9_900),
                "0." + "3".repeat(3_000),
                "1e1000000",
                "{" + set + "}",
                "\\{" + set + "\\}",
                set,
                "(" + set + ")",
                "\\{"
                        + IntStream.range(0, 390)
                                .mapToObj(n -> "\\sqrt{" + n + "}")
                                .collect(Collectors.joining(",")) + "\\}",
                "\\{"
                        + IntStream.range(0, 120)
                                .mapToObj(n -> "x^{" + n + "}+\\sin x")
                                .collect(Collectors.joining(","))
                        + "\\}",
                matrix,
                IntStream.range(3, 600).mapToObj(n -> "1/" + n + "^{9000}").collect(Collectors.joining("+")),
                IntStream.range(2_000, 2_400).mapToObj(n -> "1/" + n + "!").collect(Collectors.joining("+")),
                "1e999999999",
                "1e-999999999",
                "((3000!)!)!",
                IntStream.range(0, 1_100).mapToObj(n -> "x\\ne " + n).collect(Collectors.joining(",")),
                "\\begin{pmatrix}" + "1&2&3&4&5&6&7&8\\\\".repeat(8) + "\\end{pmatrix}^{50}",
                "f(x)".repeat(2_400),
                "!".repeat(9_000),
                "::::".repeat(2_400) + "5",
                "<" + ",".repeat(9_900) + ">",
                "so ".repeat(33_000) + "answer",
                "A. ".repeat(33_000) + "= $" + "A. ".repeat(10) + "$",
                "(".repeat(4_900) + ")".repeat(4_900),
                "(".repeat(9_000) + ")".repeat(9_000),
                "\\frac{1}{".repeat(2_000),
                "\\sqrt{".repeat(3_000) + "2" + "}".repeat(3_000),
                "1+".repeat(4_900) + "1",
                "\\sin ".repeat(1_900) + "x",
                "1/2/".repeat(2_400) + "3",
                "\\pm 1".repeat(1_900),
                "x = 1 or ".repeat(1_000) + "x = 2",
                "[0,1] \\cup ".repeat(800) + "[2,3]",
                IntStream.range(0, 900)
                        .mapToObj(n -> "[" + 2 * n + "," + (2 * n + 1) + "]")
                        .collect(Collectors.joining("\\cup")),
                "the answer is ".repeat(6_000),
                "\\boxed{".repeat(10_000),
                "a very long sentence without any end ".repeat(2_500),
                "$".repeat(50_000),
                "**7** ".repeat(15_000));
    }

    @ParameterizedTest
    @MethodSource("nasty")
    void noPairAllocatesMoreThan64Megabytes(String text) {
        long self = allocated(text, text);
        long other = allocated("7", text);
        long varied = allocated(text, text + "+1");
        assertThat(Math.max(self, Math.max(other, varied))).isLessThan(LIMIT);
    }

    @Test
    void ordinaryPairsAllocateLittle() {
        List<LabelledPairs> all = LabelledPairs.all();
        long most = IntStream.range(0, all.size() / 7)
                .mapToObj(n -> all.get(7 * n))
                .mapToLong(p -> allocated(p.gold(), p.answer()))
                .max()
                .orElseThrow();
        assertThat(most).isLessThan(LIMIT);
    }

    private long allocated(String gold, String answer) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        assertThat(verifier.judge(gold, answer, null).reason()).isNotNull();
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
