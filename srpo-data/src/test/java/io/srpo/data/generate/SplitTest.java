package io.srpo.data.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.task.Domain;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SplitTest {
    private static final List<Domain> DOMAINS = List.of(Domain.MATH, Domain.CODE);
    private static final List<Level> LEVELS = List.of(Level.values());

    @Test
    void noTextOrTaskOfAnySeedHoldsAHeldOutProblemOfAnother() {
        Set<String> heldOut = new HashSet<>();
        Set<String> heldOutContent = new HashSet<>();
        for (Domain domain : DOMAINS) {
            for (GeneratedProblem problem : new GeneratedProblems(1).tasks(domain, LEVELS, Split.HELD_OUT, 300)) {
                heldOut.add(problem.task().question());
                heldOutContent.add(content(problem.task().question()));
            }
        }

        for (long seed = 1; seed <= 3; seed++) {
            for (Domain domain : DOMAINS) {
                assertThat(new GeneratedProblems(seed).tasks(domain, LEVELS, Split.TRAIN, 600))
                        .noneMatch(p -> heldOut.contains(p.task().question()))
                        .noneMatch(p -> heldOutContent.contains(content(p.task().question())));
            }
            assertThat(new SupervisedText(seed, Styles.DEFAULT).examples(DOMAINS, LEVELS, 2000))
                    .noneMatch(e -> heldOut.contains(e.prompt()
                            .substring("Question: ".length(), e.prompt().indexOf('\n'))));
        }
    }

    /** A second, cruder notion of the same problem: without names and objects, and sums without the order of their terms. */
    private static String content(String question) {
        String plain = question.replaceAll("\\b(Ann|Ben|Tom|Eva|Sam|Mia|Leo|Zoe)\\b", "NAME")
                .replaceAll("\\b(apples|books|coins|pens|cards|eggs|stars|cups)\\b", "THINGS")
                .replaceAll("^(What is|Compute) |( = )?[?.]$", "");
        if (plain.matches("\\d+ [+*] \\d+")) {
            return Stream.of(plain.split(" ")).sorted().toList().toString();
        }
        return plain;
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void aboutOneInEightIsHeldOut(Level level) {
        GeneratedProblems problems = new GeneratedProblems(5);
        for (Domain domain : DOMAINS) {
            Set<String> contents = new HashSet<>();
            for (long n = 0; n < 2000; n++) {
                contents.add(problems.draw(domain, level, n).canonical());
            }
            double share = contents.stream()
                            .filter(c -> Split.ofContent(c) == Split.HELD_OUT)
                            .count()
                    / (double) contents.size();
            assertThat(share).as("%s %s of %s", domain, level, contents.size()).isBetween(0.06, 0.20);
        }
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void everyLevelHoldsHundredsOfDistinctProblems(Level level) {
        for (Domain domain : DOMAINS) {
            int count = domain.equals(Domain.MATH) && level == Level.EASY ? 300 : 600;
            List<GeneratedProblem> tasks = new GeneratedProblems(3).tasks(domain, List.of(level), Split.TRAIN, count);
            assertThat(tasks.stream().map(p -> p.task().question()).collect(Collectors.toSet()))
                    .hasSize(count);
            assertThat(tasks.stream().map(p -> p.task().id()).collect(Collectors.toSet()))
                    .hasSize(count);
        }
    }
}
