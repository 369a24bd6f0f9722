package io.srpo.core.advantage;

import static io.srpo.core.Steps.answer;
import static io.srpo.core.Steps.group;
import static io.srpo.core.Steps.rewards;
import static io.srpo.core.Steps.truncated;
import static io.srpo.core.Steps.unjudged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.Steps;
import io.srpo.core.reward.Judged;
import io.srpo.core.reward.Verdict;
import io.srpo.core.rollout.Rollout;
import io.srpo.core.task.Domain;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvantagesTest {
    private static final Advantages PLAIN = new Advantages(new MeanOnly());

    @Test
    void identicalRewardsFallOutOfTheBatchButStayInTheTotals() {
        Batch batch = PLAIN.weigh(List.of(rewards("same", 0.1, 0.1, 0.1), rewards("mixed", 1, 0)));
        assertThat(batch.groups()).extracting(Batch.GroupSamples::taskId).containsExactly("mixed");
        assertThat(batch.totalRollouts()).isEqualTo(5);
        assertThat(batch.totalTokens()).isEqualTo(2 + 3 + 4 + 2 + 3);
    }

    @Test
    void aStepWithoutAnyDifferenceIsAnEmptyBatch() {
        Batch batch = PLAIN.weigh(List.of(rewards("right", 1, 1), rewards("wrong", 0, 0)));
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.totalTokens()).isEqualTo(10);
        assertThat(PLAIN.weigh(List.of()).isEmpty()).isTrue();
    }

    @Test
    void samplesWithoutAdvantageAreLeftOutOfAKeptGroup() {
        Batch batch = PLAIN.weigh(List.of(rewards("t", 0, 0.5, 1)));
        assertThat(batch.groups().get(0).samples())
                .extracting(Batch.Sample::advantage)
                .containsExactly(-0.5, 0.5);
        assertThat(batch.totalRollouts()).isEqualTo(3);
    }

    @Test
    void unjudgedRolloutsCountAsNothing() {
        Judged with = group("t", Domain.CODE, answer(0, 2, 1), unjudged(1, 50), answer(2, 3, 0));
        Judged without = group("t", Domain.CODE, answer(0, 2, 1), answer(2, 3, 0));
        Batch batch = PLAIN.weigh(List.of(with, group("dead", Domain.CODE, unjudged(0, 9), unjudged(1, 9))));
        Batch expected = PLAIN.weigh(List.of(without));
        assertThat(batch.totalTokens()).isEqualTo(expected.totalTokens()).isEqualTo(5);
        assertThat(batch.totalRollouts()).isEqualTo(2);
        assertThat(batch.groups()).hasSize(1);
        assertThat(batch.groups().get(0).samples())
                .usingRecursiveComparison()
                .isEqualTo(expected.groups().get(0).samples());
        assertThat(PLAIN.perAnswer(List.of(with)).get(0)).containsExactly(0.5, Double.NaN, -0.5);
    }

    @Test
    void aTruncatedRolloutHasNoAdvantageButItsRewardAndTokensCount() {
        Judged judged = group("t", Domain.MATH, answer(0, 2, 1), answer(1, 2, 0), truncated(2, 100, 0));
        Batch batch = PLAIN.weigh(List.of(judged));
        double mean = 1 / 3.0;
        assertThat(PLAIN.perAnswer(List.of(judged)).get(0)).containsExactly(1 - mean, -mean, 0);
        assertThat(batch.groups().get(0).samples()).hasSize(2);
        assertThat(batch.totalTokens()).isEqualTo(104);
        assertThat(batch.totalRollouts()).isEqualTo(3);
    }

    @Test
    void everyChoiceOfTheTruncationRuleCanBeSwitched() {
        List<Judged> judged = List.of(group("t", Domain.MATH, answer(0, 2, 1), answer(1, 2, 0), truncated(2, 100, 0)));
        Advantages likeOthers = new Advantages(new MeanOnly(), TruncationRule.LIKE_OTHERS, false);
        assertThat(likeOthers.perAnswer(judged).get(0)[2]).isEqualTo(-1 / 3.0);
        Advantages apart = new Advantages(new MeanOnly(), new TruncationRule(true, false, false), false);
        assertThat(apart.perAnswer(judged).get(0)).containsExactly(0.5, -0.5, 0);
        assertThat(apart.weigh(judged).totalTokens()).isEqualTo(4);
        assertThat(apart.weigh(judged).totalRollouts()).isEqualTo(2);
        assertThatThrownBy(() -> new TruncationRule(false, false, true)).isInstanceOf(SrpoException.class);
    }

    @Test
    void aGivenPrefixCountsNoTokensAndCarriesNoLoss() {
        Rollout whole = Steps.rollout(0, 10, Rollout.Ending.STOP, "");
        Rollout restarted = new Rollout(0, whole.tokens(), whole.logProbs(), 6, "", Rollout.Ending.STOP);
        Judged judged = group("t", Domain.MATH, Steps.answer(restarted, Verdict.right("r", null), 1), answer(1, 3, 0));
        Batch batch = PLAIN.weigh(List.of(judged), rollout -> rollout == restarted);
        assertThat(batch.totalTokens()).isEqualTo(4 + 3);
        assertThat(batch.groups().get(0).samples())
                .extracting(Batch.Sample::lossFrom)
                .containsExactly(6, 0);
        assertThat(batch.groups().get(0).samples())
                .extracting(Batch.Sample::stored)
                .containsExactly(true, false);
    }

    @Test
    void withAKlTermEveryJudgedSampleIsKept() {
        Batch batch = new Advantages(new MeanOnly(), TruncationRule.DEFAULT, true)
                .weigh(List.of(rewards("same", 1, 1), group("t", Domain.CODE, unjudged(0, 4), answer(1, 2, 1))));
        assertThat(batch.groups()).extracting(g -> g.samples().size()).containsExactly(2, 1);
    }

    @Test
    void aRewardThatIsNotANumberStopsTheStepAndSaysWhere() {
        assertThatThrownBy(() -> PLAIN.weigh(List.of(rewards("task-9", 1, Double.NaN))))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("task-9")
                .hasMessageContaining("sample 1");
    }
}
