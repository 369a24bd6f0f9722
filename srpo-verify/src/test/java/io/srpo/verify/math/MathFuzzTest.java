package io.srpo.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.verify.math.compare.Comparison;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MathFuzzTest {
    private static final List<String> PIECES = List.of(
            "\\frac",
            "\\sqrt",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "\\{",
            "\\}",
            "|",
            "1",
            "23",
            "0",
            "x",
            "n",
            "e",
            "i",
            "\\pi",
            "+",
            "-",
            "*",
            "/",
            "^",
            "_",
            "!",
            "%",
            ",",
            ";",
            ":",
            "=",
            "<",
            "\\le",
            "\\in",
            "\\cup",
            "\\setminus",
            "\\infty",
            "\\text{",
            "or",
            "and",
            "cm",
            "$",
            "\\$",
            "\\pm",
            "\\sin",
            "\\log_2",
            "\\binom",
            "\\begin{pmatrix}",
            "\\end{pmatrix}",
            "&",
            "\\\\",
            "^\\circ",
            "\\mathbb{R}",
            "9^9^9",
            "10^{10^{10}}",
            "\\boxed{",
            "the answer is",
            "√",
            "½",
            "٣",
            "…",
            " ",
            "\n",
            "\\",
            "'",
            ".",
            "e5",
            "\\lfloor",
            "\\langle",
            "<answer>",
            "**",
            "####");

    private final MathEquivalence equivalence = new MathEquivalence();
    private final MathVerifier verifier = new MathVerifier();

    @Provide
    Arbitrary<String> math() {
        return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(24).map(p -> String.join("", p));
    }

    @Property(tries = 3000)
    void noTextMakesAComparisonThrow(@ForAll("math") String gold, @ForAll("math") String answer) {
        assertThat(equivalence.compare(gold, answer).reason()).isNotNull();
        assertThat(verifier.judge(gold, answer, gold).reason()).isNotNull();
    }

    @Property(tries = 1000)
    void aTextWithSomethingInItEqualsItself(@ForAll("math") String text) {
        Comparison c = equivalence.compare(text + "7", text + "7");
        assertThat(c.outcome()).isNotEqualTo(Comparison.Outcome.DIFFERENT);
    }

    @Property(tries = 500)
    void noUnicodeMakesAComparisonThrow(@ForAll String gold, @ForAll String answer) {
        assertThat(equivalence.compare(gold, answer).reason()).isNotNull();
        assertThat(verifier.judge(gold, answer, null).reason()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9^{9^9}",
                "9^9^9^9",
                "10^{100000000}",
                "1e999999",
                "99999999!",
                "\\binom{1000000000}{500000000}",
                "(1+x)^{100000}",
                "((((2^{999})^{999})^{999})^{999})",
                "e^{e^{e^{e^{e}}}}",
                "\\sin(10^{10^{10}})",
                "0.(3)",
                "3000!^{3000!}"
            })
    void hugeNumbersAreDecidedOrLeftWithinTheLimit(String huge) {
        assertThat(equivalence.compare(huge, huge).equal()).isTrue();
        assertThat(equivalence.compare(huge, "7").equal()).isFalse();
        assertThat(equivalence.compare("7", huge).equal()).isFalse();
        assertThat(equivalence.compare(huge, huge + "+1").equal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "{",
                "\\frac{",
                "\\sqrt",
                "|",
                "-",
                "\\{",
                "[",
                "^",
                "x^",
                "\\text{",
                "1,",
                "((x)",
                "\\boxed{",
                "**",
                "the answer is "
            })
    void longAndDeepTextsEndQuickly(String piece) {
        String text = piece.repeat(19_000 / piece.length());
        assertThat(equivalence.compare("7", text).equal()).isFalse();
        assertThat(verifier.judge("7", text.repeat(20), null).right()).isFalse();
    }
}
