package io.srpo.core.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What holds of every reward part whatever the text. */
class RewardPropertiesTest {
    private static final Task TASK = new Task("t", Domain.MATH, "How many?", new Reference.Answer("2"));
    private static final Verdict WRONG = Verdict.wrong("", null);
    private static final TagFormat FORMAT = new TagFormat(TagFormat.THINK_ANSWER);

    @Property(tries = 200)
    void anyTextBetweenTheTagsIsRightFormat(@ForAll @Size(5) List<@StringLength(max = 20) String> between) {
        Assume.that(between.stream().noneMatch(text -> text.contains("<") || text.contains(">")));
        assertThat(format(woven(TagFormat.THINK_ANSWER, between))).isEqualTo(1);
    }

    @Property(tries = 300)
    void anyOtherSequenceOfTheTagsIsWrongFormat(@ForAll("sequences") List<String> tags) {
        Assume.that(!tags.equals(TagFormat.THINK_ANSWER));
        assertThat(format(woven(tags, List.of("a", "b")))).isZero();
    }

    @Provide
    Arbitrary<List<String>> sequences() {
        return Arbitraries.of(TagFormat.THINK_ANSWER).list().ofMaxSize(6);
    }

    @Property(tries = 200)
    void aPrefilledOpeningTagIsAsGoodAsAWrittenOne(
            @ForAll @AlphaChars String think, @ForAll @AlphaChars String answer) {
        String prefill = "<think>";
        String generated = think + "</think><answer>" + answer + "</answer>";
        assertThat(format(prefill + generated)).isEqualTo(1);
        assertThat(format(generated)).isZero();
        assertThat(format(prefill + prefill + generated)).isZero();
    }

    @Property(tries = 300)
    void overlongNeverRisesWithLengthAndHasNoStep(
            @ForAll @IntRange(min = 1, max = 500) int buffer, @ForAll @IntRange(max = 2000) int tokens) {
        Overlong part = new Overlong(buffer);
        double here = part.score(TASK, new Response("", false, tokens, 1000), WRONG);
        double next = part.score(TASK, new Response("", false, tokens + 1, 1000), WRONG);
        assertThat(here).isBetween(-1.0, 0.0);
        assertThat(here - next).isBetween(-1e-12, 1.0 / buffer + 1e-12);
        assertThat(here).isEqualTo(tokens <= 1000 - buffer ? 0.0 : tokens >= 1000 ? -1.0 : here);
    }

    @Property(tries = 200)
    void wordsThatAllDifferAreNoRepetition(
            @ForAll @IntRange(max = 60) int words, @ForAll @IntRange(min = 1, max = 6) int n) {
        List<String> different = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            different.add("w" + i);
        }
        assertThat(repetition(n, String.join(" ", different))).isZero();
    }

    @Property(tries = 200)
    void sayingItAllAgainCostsTheShareOfTheSecondTime(
            @ForAll @Size(min = 1, max = 30) List<@AlphaChars @StringLength(min = 1, max = 3) String> words,
            @ForAll @IntRange(min = 1, max = 5) int n) {
        String once = String.join(" ", words);
        int grams = Math.max(0, words.size() - n + 1);
        int gramsTwice = Math.max(1, 2 * words.size() - n + 1);
        assertThat(repetition(n, once)).isBetween(-1.0, 0.0);
        assertThat(repetition(n, once + " " + once)).isBetween(-1.0, 0.0 - (double) grams / gramsTwice);
    }

    @Property(tries = 200)
    void aRewardIsTheSumOfItsPartsAndNamesEachOne(
            @ForAll @StringLength(max = 80) String text,
            @ForAll @DoubleRange(max = 2) double weight,
            @ForAll @IntRange(max = 200) int tokens) {
        Map<String, Double> weights = new LinkedHashMap<>();
        RewardParts.names().forEach(name -> weights.put(name, weight + 0.1));
        Reward reward =
                Recipe.of(weights, RewardSettings.DEFAULT).reward(TASK, new Response(text, false, tokens, 200), WRONG);
        assertThat(reward.parts().keySet()).containsExactlyElementsOf(RewardParts.names());
        double sum = 0;
        for (double part : reward.parts().values()) {
            sum += part;
        }
        assertThat(reward.total()).isCloseTo(sum, within(1e-12));
    }

    private static double format(String text) {
        return FORMAT.score(TASK, Response.of(text), WRONG);
    }

    private static double repetition(int n, String text) {
        return new Repetition(n).score(TASK, Response.of(text), WRONG);
    }

    private static String woven(List<String> tags, List<String> between) {
        StringBuilder text = new StringBuilder(between.get(0));
        for (int i = 0; i < tags.size(); i++) {
            text.append(tags.get(i)).append(between.get((i + 1) % between.size()));
        }
        return text.toString();
    }
}
