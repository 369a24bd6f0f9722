package io.srpo.train.evaluate;

import io.srpo.core.task.Task;
import io.srpo.data.curate.Contamination;
import io.srpo.data.ledger.EvaluationRow;
import io.srpo.data.read.TaskFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far an evaluation's questions overlap what the model was trained on, and what it reaches on those that do not.
 *
 * @param questions that overlap, with the matched training question
 * @param clean questions that do not
 * @param passAt1 on those that overlap; NaN when none does
 * @param passAt1Clean on the others; NaN when there are none
 */
public record Overlap(Map<String, Contamination.Match> questions, int clean, double passAt1, double passAt1Clean) {
    /** Words in a row and similarity, as curation takes them. */
    private static final int GRAM = 13;

    private static final double NEAR = 0.8;

    /** @param trainedOn files of tasks, in any layout that is known */
    public static Overlap of(List<Task> tasks, List<EvaluationRow> rows, List<Path> trainedOn) {
        Contamination training = new Contamination(GRAM, NEAR);
        for (Path file : trainedOn) {
            TaskFiles.read(file, null, Map.of())
                    .forEach(task -> training.add(String.valueOf(file.getFileName()), task));
        }
        Map<String, List<EvaluationRow>> byTask = new LinkedHashMap<>();
        rows.forEach(row ->
                byTask.computeIfAbsent(row.taskId(), id -> new ArrayList<>()).add(row));
        Map<String, Double> shares = Figures.shares(byTask);
        Map<String, Contamination.Match> found = new LinkedHashMap<>();
        List<Double> overlapping = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        for (Task task : tasks) {
            Contamination.Match match = training.find(task.question());
            Double share = shares.get(task.id());
            if (match != null) {
                found.put(task.id(), match);
            }
            if (share != null) {
                (match != null ? overlapping : others).add(share);
            }
        }
        return new Overlap(found, tasks.size() - found.size(), mean(overlapping), mean(others));
    }

    private static double mean(List<Double> shares) {
        return shares.stream().mapToDouble(share -> share).average().orElse(Double.NaN);
    }
}
