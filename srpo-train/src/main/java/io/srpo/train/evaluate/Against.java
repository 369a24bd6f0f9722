package io.srpo.train.evaluate;

import io.srpo.core.SrpoException;
import io.srpo.core.stats.Bootstrap;
import io.srpo.core.stats.Paired;
import io.srpo.data.ledger.EvaluationRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An evaluation beside another of the same questions.
 *
 * @param paired over the questions that both answered; this evaluation is the second
 * @param gained questions that at least half of the answers solve here and fewer did there
 * @param lost the other way round
 */
public record Against(Paired paired, List<String> gained, List<String> lost) {
    public Against {
        gained = List.copyOf(gained);
        lost = List.copyOf(lost);
    }

    /** @throws SrpoException (input) when they share no question */
    public static Against of(List<EvaluationRow> there, List<EvaluationRow> here) {
        Map<String, Double> before = shares(there);
        Map<String, Double> after = shares(here);
        List<String> both = after.keySet().stream().filter(before::containsKey).toList();
        if (both.isEmpty()) {
            throw SrpoException.input("the two evaluations share no question; compare those of one problem set");
        }
        double[] first =
                both.stream().mapToDouble(id -> before.getOrDefault(id, 0.0)).toArray();
        double[] second =
                both.stream().mapToDouble(id -> after.getOrDefault(id, 0.0)).toArray();
        List<String> gained = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (int i = 0; i < first.length; i++) {
            if (second[i] >= 0.5 && first[i] < 0.5) {
                gained.add(both.get(i));
            } else if (first[i] >= 0.5 && second[i] < 0.5) {
                lost.add(both.get(i));
            }
        }
        return new Against(Paired.of(first, second, Bootstrap.STANDARD), gained, lost);
    }

    private static Map<String, Double> shares(List<EvaluationRow> rows) {
        Map<String, List<EvaluationRow>> byTask = new LinkedHashMap<>();
        rows.forEach(row ->
                byTask.computeIfAbsent(row.taskId(), id -> new ArrayList<>()).add(row));
        return Figures.shares(byTask);
    }
}
