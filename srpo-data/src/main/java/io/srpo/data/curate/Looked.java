package io.srpo.data.curate;

import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.data.read.Row;
import io.srpo.data.read.TaskSource;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of one row without the others; worked out on several rows at once.
 *
 * @param task null when the row is none
 * @param filter the first that removes the row, or null
 * @param reason for a person; null without a filter
 */
record Looked(
        int line,
        @Nullable Task task,
        @Nullable Filter filter,
        @Nullable String reason,
        long identity,
        long tag,
        @Nullable MinHash hash) {
    static Looked at(TaskSource.Item item, CurationRules rules, TaskChecks checks, Contamination benchmarks) {
        if (!(item instanceof TaskSource.Item.Good good)) {
            return removed(item.line(), null, Filter.UNREADABLE, ((TaskSource.Item.Bad) item).what());
        }
        Task task = good.task();
        for (Filter filter : Filter.values()) {
            String reason = rules.on(filter) ? reason(filter, task, good.row(), rules, checks) : null;
            if (reason != null) {
                return removed(item.line(), task, filter, reason);
            }
        }
        Words words = Words.of(task.question());
        boolean hashed = rules.on(Filter.NEAR_DUPLICATE) || rules.on(Filter.CONTAMINATED);
        MinHash hash = hashed ? MinHash.of(words) : null;
        if (hash != null && rules.on(Filter.CONTAMINATED)) {
            Contamination.Match match = benchmarks.find(task.question(), hash);
            if (match != null) {
                return removed(
                        item.line(),
                        task,
                        Filter.CONTAMINATED,
                        match.how() + ", as in " + match.benchmark() + " " + match.id() + ": " + match.question());
            }
        }
        long tag = Mix.of(words.figures() ^ Mix.of(answer(task)));
        return new Looked(item.line(), task, null, null, words.identity(), tag, hash);
    }

    /** What two rows of the same question must agree in; code problems may be tested in different ways. */
    static String answer(Task task) {
        if (task.reference() instanceof Reference.Answer answer) {
            return answer.gold();
        }
        return task.reference() instanceof Reference.Custom custom ? custom.payload() : "";
    }

    private static Looked removed(int line, @Nullable Task task, Filter filter, String reason) {
        return new Looked(line, task, filter, reason, 0, 0, null);
    }

    private static @Nullable String reason(Filter filter, Task task, Row row, CurationRules rules, TaskChecks checks) {
        return switch (filter) {
            case MULTIPLE_CHOICE -> QuestionKind.multipleChoice(task);
            case TRUE_FALSE -> QuestionKind.trueFalse(task);
            case PROOF -> QuestionKind.proof(task);
            case SEVERAL_PARTS -> QuestionKind.severalParts(task);
            case PICTURE -> QuestionKind.picture(task, row);
            case LINK -> QuestionKind.link(task);
            case TOO_LONG -> {
                int tokens = checks.tokens(task.question());
                yield rules.longest() > 0 && tokens > rules.longest()
                        ? tokens + " tokens, more than " + rules.longest()
                        : null;
            }
            case LANGUAGE -> {
                String tongue = Tongue.of(task.question());
                boolean wanted = tongue.equals(Tongue.NONE)
                        || rules.languages().isEmpty()
                        || rules.languages().contains(tongue);
                yield wanted ? null : "in \"" + tongue + "\"";
            }
            case UNVERIFIABLE -> checks.unfit(task, row);
            case UNREADABLE, CONTAMINATED, CONFLICT, EXACT_DUPLICATE, NEAR_DUPLICATE, BALANCE -> null;
        };
    }
}
