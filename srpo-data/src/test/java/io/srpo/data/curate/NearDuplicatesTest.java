package io.srpo.data.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    @Property(tries = 100)
    void shortTextsAreComparedExactly(
            @ForAll long seed, @ForAll @IntRange(max = 80) int same, @ForAll @IntRange(max = 40) int more) {
        Random random = new Random(seed);
        List<String> words = words(random, same + more + 3);
        List<String> other = new ArrayList<>(words.subList(0, same));
        other.addAll(words(random, more + 3));
        Words one = new Words(words);
        Words two = new Words(other);
        assertThat(MinHash.similarity(MinHash.of(one).sketch(), MinHash.of(two).sketch()))
                .isCloseTo(jaccard(one, two), within(1e-9));
    }

    @Test
    void longTextsAreEstimatedWithinAFewHundredths() {
        Random random = new Random(7);
        for (int kept = 500; kept <= 2000; kept += 500) {
            List<String> words = words(random, 2000);
            List<String> other = new ArrayList<>(words.subList(0, kept));
            other.addAll(words(random, 2000 - kept));
            Words one = new Words(words);
            Words two = new Words(other);
            assertThat(MinHash.similarity(
                            MinHash.of(one).sketch(), MinHash.of(two).sketch()))
                    .isCloseTo(jaccard(one, two), within(0.12));
        }
    }

    /** Against every pair compared: all pairs at 0.8 and above share a band but for one in 2,500. */
    @Test
    void nothingAlikeIsOverlookedAndNothingElseFound() {
        Random random = new Random(11);
        List<Words> texts = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            List<String> base = words(random, 30 + random.nextInt(20));
            texts.add(new Words(base));
            for (int copy = 0; copy < random.nextInt(3); copy++) {
                List<String> changed = new ArrayList<>(base);
                for (int c = 0; c <= random.nextInt(4); c++) {
                    changed.set(random.nextInt(changed.size()), "x" + random.nextInt(1000));
                }
                texts.add(new Words(changed));
            }
        }
        NearDuplicates near = new NearDuplicates();
        for (int i = 0; i < texts.size(); i++) {
            near.add(i, MinHash.of(texts.get(i)), 1);
        }
        Set<Integer> removed = new TreeSet<>();
        near.find(0.8, (row, twin, similarity) -> {
            removed.add(row);
            assertThat(jaccard(texts.get(row), texts.get(twin))).isCloseTo(similarity, within(1e-9));
        });
        Set<Integer> expected = new TreeSet<>();
        for (int j = 0; j < texts.size(); j++) {
            for (int i = 0; i < j; i++) {
                if (!expected.contains(i) && jaccard(texts.get(i), texts.get(j)) >= 0.8) {
                    expected.add(j);
                    break;
                }
            }
        }
        assertThat(expected).hasSizeGreaterThan(50);
        assertThat(removed).isEqualTo(expected);
    }

    @Test
    void anotherNumberOrAnotherAnswerIsAnotherProblem() {
        NearDuplicates near = new NearDuplicates();
        String text = "Anna walks %d miles to the market and back again every single day of the week. How far is that?";
        for (int i = 0; i < 50; i++) {
            Words words = Words.of(text.formatted(i));
            near.add(i, MinHash.of(words), words.figures());
        }
        near.find(0.5, (row, twin, similarity) -> {
            throw new AssertionError(row + " taken for " + twin);
        });
    }

    @Test
    void wordsInCapitalsAreFiguresToo() {
        String text = "Determine the number of ways to arrange the letters of the word %s.";
        assertThat(Words.of(text.formatted("NINE")).figures())
                .isNotEqualTo(Words.of(text.formatted("THAT")).figures());
        assertThat(Words.of("How Many?").figures())
                .isEqualTo(Words.of("how many").figures());
    }

    @Test
    void runsOfWordsDoNotCountTheSignsOfFormulas() {
        assertThat(Words.runs("the sum $z^4 + z^3 + z^2 + z + 1$ is $0$ of all", 4))
                .containsExactly("the sum z^4 z^3", "1 is 0 of", "is 0 of all");
        assertThat(Words.runs("too short", 13)).containsExactly("too short");
        assertThat(Words.runs(" $+$ ", 13)).isEmpty();
    }

    @Test
    void spellingIsNoDifferenceAndMeaningIs() {
        assertThat(Words.of("What is $\\dfrac{1}{2} \\times 1,000$ ?").identity())
                .isEqualTo(Words.of("what  is \\frac{1}{2} * 1000").identity());
        assertThat(Words.of("What is 3 - 4?").identity())
                .isNotEqualTo(Words.of("What is 3 + 4?").identity());
        assertThat(Words.of("\u4E09\u4E2A\u82F9\u679C").tokens()).hasSize(4);
        assertThat(Words.of("x_1 = 2.50").tokens()).containsExactly("x", "_", "1", "=", "2.50");
    }

    private static List<String> words(Random random, int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add("w" + random.nextInt(100_000));
        }
        return words;
    }

    private static double jaccard(Words one, Words two) {
        Set<Long> a = new HashSet<>();
        Set<Long> b = new HashSet<>();
        for (long gram : one.grams(3)) {
            a.add(gram >>> 32);
        }
        for (long gram : two.grams(3)) {
            b.add(gram >>> 32);
        }
        Set<Long> both = new HashSet<>(a);
        both.retainAll(b);
        a.addAll(b);
        return a.isEmpty() ? 1 : (double) both.size() / a.size();
    }
}
