package io.srpo.train.report;

import io.srpo.data.ledger.PromptRow;
import io.srpo.data.ledger.SampleRow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What answers are looked for by, as columns: one entry for each answer in the order of the ledger; names that come often stand once and are pointed to. */
final class SampleIndex {
    private final List<PromptRow> prompts;
    private final Map<String, Integer> tasks = new HashMap<>();
    private final Map<String, Integer> stages = new LinkedHashMap<>();
    private final Map<String, Integer> outcomes = new LinkedHashMap<>();
    private final Map<String, Integer> reasons = new LinkedHashMap<>();
    private final List<Long> step = new ArrayList<>();
    private final List<Integer> stage = new ArrayList<>();
    private final List<Integer> epoch = new ArrayList<>();
    private final List<Integer> task = new ArrayList<>();
    private final List<Integer> sample = new ArrayList<>();
    private final List<Integer> tokens = new ArrayList<>();
    private final List<Integer> cut = new ArrayList<>();
    private final List<Integer> outcome = new ArrayList<>();
    private final List<Integer> reason = new ArrayList<>();
    private final List<Number> reward = new ArrayList<>();
    private final Map<String, List<Number>> parts = new LinkedHashMap<>();

    SampleIndex(List<PromptRow> prompts) {
        this.prompts = prompts;
        prompts.forEach(prompt -> tasks.put(prompt.taskId(), tasks.size()));
    }

    void add(SampleRow row) {
        row.parts().forEach((name, value) -> {
            List<Number> column = parts.computeIfAbsent(name, n -> new ArrayList<>());
            while (column.size() < step.size()) {
                column.add(0);
            }
            column.add(shortened(value));
        });
        step.add(row.at().step());
        stage.add(number(stages, row.at().stage()));
        epoch.add(row.at().epoch());
        task.add(Objects.requireNonNull(tasks.get(row.taskId())));
        sample.add(row.sample());
        tokens.add(row.tokens());
        cut.add(row.cut() ? 1 : 0);
        outcome.add(number(outcomes, row.outcome()));
        reason.add(number(reasons, row.reason()));
        reward.add(shortened(row.reward()));
    }

    int size() {
        return step.size();
    }

    Map<String, Object> columns() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                "tasks",
                prompts.stream()
                        .map(prompt -> List.of(prompt.taskId(), prompt.domain(), prompt.prompt()))
                        .toList());
        all.put("stages", stages.keySet());
        all.put("outcomes", outcomes.keySet());
        all.put("reasons", reasons.keySet());
        all.put("step", step);
        all.put("stage", stage);
        all.put("epoch", epoch);
        all.put("task", task);
        all.put("sample", sample);
        all.put("tokens", tokens);
        all.put("cut", cut);
        all.put("outcome", outcome);
        all.put("reason", reason);
        all.put("reward", reward);
        all.put("parts", parts);
        return all;
    }

    private static int number(Map<String, Integer> names, String name) {
        return names.computeIfAbsent(name, n -> names.size());
    }

    /** Four significant digits; whole numbers without a point. */
    private static Number shortened(double value) {
        if (!Double.isFinite(value)) {
            return 0;
        }
        double rounded = new BigDecimal(value).round(new MathContext(4)).doubleValue();
        if (rounded == Math.rint(rounded)) {
            return (long) rounded;
        }
        return rounded;
    }
}
