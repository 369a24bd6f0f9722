package io.srpo.data.generate;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Domain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One call of the generator, as {@code ./srpo data generate} makes it.
 *
 * @param kind tasks to train and evaluate on, or texts for supervised training
 * @param domains math, code, or both
 * @param levels at least one
 * @param split which problems; texts are always of the training split
 * @param count lines to write, at least 1; with several domains they share it
 * @param styles of texts
 * @param out the file, written anew
 */
public record Generation(
        Kind kind,
        List<Domain> domains,
        List<Level> levels,
        Split split,
        int count,
        long seed,
        Styles styles,
        Path out) {
    /** What is written. */
    public enum Kind {
        TASKS,
        SFT
    }

    public Generation {
        domains = List.copyOf(domains);
        levels = List.copyOf(levels);
        if (domains.isEmpty() || levels.isEmpty() || count < 1) {
            throw SrpoException.usage("generating needs a domain, a level and a count of at least 1");
        }
        if (kind == Kind.SFT && split != Split.TRAIN) {
            throw SrpoException.usage("texts for supervised training are made of the train split only");
        }
    }

    /** Generates and writes the file. @throws SrpoException (usage) when there are not as many distinct problems, (resource) when it cannot be written */
    public void write() {
        if (kind == Kind.SFT) {
            GeneratedFiles.writeSupervised(out, new SupervisedText(seed, styles).examples(domains, levels, count));
            return;
        }
        GeneratedProblems problems = new GeneratedProblems(seed);
        List<GeneratedProblem> all = new ArrayList<>();
        for (int i = 0; i < domains.size(); i++) {
            int share = count / domains.size() + (i < count % domains.size() ? 1 : 0);
            if (share > 0) {
                all.addAll(problems.tasks(domains.get(i), levels, split, share));
            }
        }
        GeneratedFiles.writeTasks(out, all);
    }
}
