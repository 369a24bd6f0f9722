package io.srpo.data.generate;

import io.srpo.core.rollout.RandomStream;
import io.srpo.core.task.Domain;
import java.util.ArrayList;
import java.util.List;

/** Text for supervised training: problems of the training split only, each answered in a style drawn at random. */
public final class SupervisedText {
    private final long seed;
    private final Styles styles;

    public SupervisedText(long seed, Styles styles) {
        this.seed = seed;
        this.styles = styles;
    }

    /**
     * Examples, domains and levels taking turns; a problem may come more than once, in other styles.
     *
     * @param count at least 1
     */
    public List<SupervisedExample> examples(List<Domain> domains, List<Level> levels, int count) {
        GeneratedProblems problems = new GeneratedProblems(seed);
        List<SupervisedExample> examples = new ArrayList<>();
        for (long n = 0; examples.size() < count; n++) {
            int turn = examples.size();
            Domain domain = domains.get(turn % domains.size());
            Level level = levels.get(turn / domains.size() % levels.size());
            GeneratedProblem problem = problems.drawOf(domain, level, n, Split.TRAIN);
            if (problem != null) {
                examples.add(example(problem, n));
            }
        }
        return examples;
    }

    private SupervisedExample example(GeneratedProblem problem, long n) {
        RandomStream random = RandomStream.of(seed, n, "style", 0);
        Style style = styles.draw(random);
        Attempt attempt = problem.author().write(style, styles.hastyRight(), random);
        return new SupervisedExample(
                PromptForm.prompt(problem.task().question()),
                PromptForm.completion(attempt),
                style,
                problem.task().id());
    }
}
