package io.srpo.data.curate;

import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;
import io.srpo.data.read.TaskSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a file of tasks holds: counts, lengths, kinds of answer, languages, faults, samples. Reads row by row; keeps counts and a 64-bit hash of each
 * question and id.
 */
public final class Inspection {
    private static final int SHOWN = 3;

    /**
     * What was found.
     *
     * @param domains tasks by domain
     * @param answers by kind: whole number, decimal, fraction, expression, words, choice letter; for code the language and kind of test
     * @param languages of the questions, by ISO code
     * @param labels by label, the values with their counts; a label with more than 50 values counts the further ones under "..."
     * @param questionTokens lengths of the questions
     * @param answerTokens lengths of the gold answers
     * @param faults what is wrong, by kind, with counts
     * @param faultSamples the first three of each kind, with their lines
     * @param samples the first three tasks
     */
    public record Found(
            long rows,
            Map<String, Integer> domains,
            Map<String, Integer> answers,
            Map<String, Integer> languages,
            Map<String, Map<String, Integer>> labels,
            Lengths questionTokens,
            Lengths answerTokens,
            Map<String, Integer> faults,
            Map<String, List<String>> faultSamples,
            List<Task> samples) {}

    private final TaskChecks checks;
    private final Map<String, Integer> domains = new TreeMap<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final Map<String, Integer> languages = new TreeMap<>();
    private final Map<String, Map<String, Integer>> labels = new TreeMap<>();
    private final Lengths questionTokens = new Lengths();
    private final Lengths answerTokens = new Lengths();
    private final Map<String, Integer> faults = new LinkedHashMap<>();
    private final Map<String, List<String>> faultSamples = new LinkedHashMap<>();
    private final List<Task> samples = new ArrayList<>();
    private final LongTable ids = new LongTable();
    private final LongTable questions = new LongTable();
    private final List<String> golds = new ArrayList<>();
    private long rows;

    private Inspection(TaskChecks checks) {
        this.checks = checks;
    }

    /**
     * Reads the whole file.
     *
     * @param domain null to go by the columns
     * @param progress told of rows read, now and then
     * @throws io.srpo.core.SrpoException (input) when the file is missing or cannot be read to its end
     */
    public static Found of(
            Path file,
            @Nullable Domain domain,
            Map<String, String> fields,
            TaskChecks checks,
            Curation.Progress progress) {
        Inspection inspection = new Inspection(checks);
        try (TaskSource source = TaskSource.open(file, domain, fields)) {
            for (TaskSource.Item item = source.next(); item != null; item = source.next()) {
                inspection.take(item);
                if (inspection.rows % 8192 == 0) {
                    progress.at("reading", inspection.rows);
                }
            }
        }
        progress.at("reading", inspection.rows);
        return inspection.found();
    }

    private void take(TaskSource.Item item) {
        rows++;
        if (!(item instanceof TaskSource.Item.Good good)) {
            fault("unreadable", item.line(), ((TaskSource.Item.Bad) item).what());
            return;
        }
        Task task = good.task();
        count(domains, task.domain().name());
        count(answers, AnswerKind.of(task));
        count(languages, Tongue.of(task.question()));
        task.labels().forEach((label, value) -> {
            Map<String, Integer> values = labels.computeIfAbsent(label, name -> new TreeMap<>());
            count(values, values.containsKey(value) || values.size() < 50 ? value : "...");
        });
        questionTokens.add(checks.tokens(task.question()));
        if (task.reference() instanceof Reference.Answer answer) {
            answerTokens.add(checks.tokens(answer.gold()));
        }
        if (samples.size() < SHOWN) {
            samples.add(task);
        }
        if (ids.putIfAbsent(Mix.of(task.id()), item.line()) >= 0) {
            fault("id given before", item.line(), task.id());
        }
        repeated(task, item.line());
        String unfit = checks.unfit(task, good.row());
        if (unfit != null) {
            fault(Filter.UNVERIFIABLE.label(), item.line(), unfit);
        }
        kind(Filter.MULTIPLE_CHOICE, item.line(), QuestionKind.multipleChoice(task));
        kind(Filter.TRUE_FALSE, item.line(), QuestionKind.trueFalse(task));
        kind(Filter.PROOF, item.line(), QuestionKind.proof(task));
        kind(Filter.SEVERAL_PARTS, item.line(), QuestionKind.severalParts(task));
        kind(Filter.PICTURE, item.line(), QuestionKind.picture(task, good.row()));
        kind(Filter.LINK, item.line(), QuestionKind.link(task));
    }

    private void repeated(Task task, int line) {
        String gold = Looked.answer(task);
        int first = questions.putIfAbsent(Words.of(task.question()).identity(), golds.size());
        if (first < 0) {
            golds.add(gold);
        } else if (checks.sameAnswer(golds.get(first), gold)) {
            fault(Filter.EXACT_DUPLICATE.label(), line, task.question());
        } else {
            fault(
                    Filter.CONFLICT.label(),
                    line,
                    "answered " + golds.get(first) + " and " + gold + ": " + task.question());
        }
    }

    private void kind(Filter filter, int line, @Nullable String reason) {
        if (reason != null) {
            fault(filter.label(), line, reason);
        }
    }

    private void fault(String kind, int line, String what) {
        count(faults, kind);
        List<String> shown = faultSamples.computeIfAbsent(kind, name -> new ArrayList<>());
        if (shown.size() < SHOWN) {
            shown.add("line " + line + ": " + what);
        }
    }

    private Found found() {
        return new Found(
                rows, domains, answers, languages, labels, questionTokens, answerTokens, faults, faultSamples, samples);
    }

    private static void count(Map<String, Integer> counts, String key) {
        counts.merge(key, 1, Integer::sum);
    }

    /** What a reference is, in a word or two. */
    static final class AnswerKind {
        private AnswerKind() {}

        static String of(Task task) {
            if (task.reference() instanceof Reference.Code code) {
                return code.language().label() + " " + tests(code.tests());
            }
            if (!(task.reference() instanceof Reference.Answer answer)) {
                return task.domain().name();
            }
            String gold = answer.gold().replace("$", "").strip();
            if (gold.matches("[-+]?\\d{1,3}(,?\\d{3})*|[-+]?\\d+")) {
                return "whole number";
            } else if (gold.matches("[-+]?\\d*\\.\\d+")) {
                return "decimal";
            } else if (gold.matches("[-+]?\\d+\\s*/\\s*\\d+|-?\\\\[dt]?frac\\{?-?\\d+\\}?\\{?\\d+\\}?")) {
                return "fraction";
            } else if (gold.matches("\\(?[A-Ha-h]\\)?|\\\\text\\{\\(?[A-H]\\)?\\}")) {
                return "choice letter";
            } else if (gold.matches("(?:\\\\text\\w*\\{)?[\\p{L} .'-]{2,}\\}?")) {
                return "words";
            }
            return "expression";
        }

        private static String tests(Tests tests) {
            if (tests instanceof Tests.Asserts) {
                return "asserts";
            } else if (tests instanceof Tests.Stdio) {
                return "stdio";
            }
            return tests instanceof Tests.Call ? "call" : "program";
        }
    }
}
