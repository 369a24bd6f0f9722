package io.srpo.data.curate;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wordings that a rule is for, and those of published sets that once fooled it. */
class QuestionKindTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What is 1 + 1? (A) 1 (B) 2 (C) 3|B|choice",
                "Is it $\\text{(A)}\\ 1 \\qquad \\text{(B)}\\ 2 \\qquad \\text{(C)}\\ 3$?|C|choice",
                "Pick one. A. red B. green C. blue|A|choice",
                "Which of the following is largest?|B|choice",
                "Find HE. [asy] D = (foot(A))/2; E = (B + reflect(C,A)*(B))/2; F = (C + (C))/2; [/asy]|7|-",
                "Point A. Then B. lies on the line through C. and A|7|-",
                "(a) Find x. (b) Find y if x + y = 3.|1|parts",
                "Part A: Find the mean. Part B: Find the mode.|1|parts",
                "Find the following: (a) The mean of the data. (b) The median of the data.|1|parts",
                "A function has these properties: (a) Find f(0) if f is odd. (b) Find f(1).|0|parts",
                "A cubic has the following properties: (i) The sum of its roots is 2. (ii) The sum of their squares is 3. Find c.|4|-",
                "Choose the correct option: (a) $K(x+y)$ (b) $K - xy$ (c) $K + xy$ (d) None of these.|C|choice",
                "Choose the correct answer: (i) Yes, always. (ii) No, never. (iii) It depends.|iii|choice",
                "Is the set (a) empty, (b) finite, (c) countable, or (d) uncountable?|D|choice",
                "How many of the following are true? (a) 2 divides P. (b) 3 divides P. (c) 4 divides P.|2|-",
                "A function obeys (a) f(0) = 0, (b) f(1) = i, (c) f is linear. Find f(1).|i|-",
                "How many orders are there if (i) A comes first, (ii) B comes last, and (iii) C is not second?|6|-",
                "Write $2z^2+13z+21$ as $(z + a)(2z + b),$ where a and b are integers. What is 2a + b?|17|-",
                "A set is such that (1) only the grid is used, (2) all sides are vertical. How large is it?|4|-",
                "Arrange it so that (i) there are two letters, (ii) the order is kept.|4|-",
                "Given that u + v = 0, show that u = -v.|-v|proof",
                "Let n be even. Prove that n squared is even.|0|proof",
                "The show that we saw lasted 3 hours. How long is that in minutes?|180|-",
                "What can you prove about x if 2x = 4?|2|-",
            })
    void wordingTellsTheKind(String question, String gold, String kind) {
        Task task = new Task("t", Domain.MATH, question, new Reference.Answer(gold));
        assertThat(QuestionKind.multipleChoice(task) != null).isEqualTo(kind.equals("choice"));
        assertThat(QuestionKind.severalParts(task) != null).isEqualTo(kind.equals("parts"));
        assertThat(QuestionKind.proof(task) != null).isEqualTo(kind.equals("proof"));
    }

    @ParameterizedTest
    @CsvSource({
        "Her friend pays $5 per day; her brother $8 per day; her cousin $4 per day, en",
        "Evaluate $i^5+i^{-25}+i^{45}$., en",
        "Simplify $(2-2i)(5+5i)$ where $i^2 = -1$., en",
        "Let $f(y) = y^4 -3y^3 +y - 3$. Find $f(y) + g(y)$., en"
    })
    void formulasAreNoItalian(String question, String language) {
        assertThat(Tongue.of(question)).isEqualTo(language);
    }
}
