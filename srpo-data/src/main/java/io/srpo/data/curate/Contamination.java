package io.srpo.data.curate;

import io.srpo.core.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a question overlaps one of a benchmark: by so many words in a row (13 are customary since GPT-3, arXiv 2005.14165; between
 * spaces, so that a formula is one), or by being nearly the same text,
 * also with other numbers. A run of words that more than {@value #COMMON} questions of the benchmarks share is a turn of phrase and tells nothing; that
 * exception is ours.
 *
 * <p>Not thread-safe while questions are added; thread-safe after.
 */
public final class Contamination {
    static final int COMMON = 8;

    private final int gram;
    private final double near;
    private final List<Question> questions = new ArrayList<>();
    private final List<int[]> sketches = new ArrayList<>();
    private final Map<Long, int[]> grams = new HashMap<>();
    private final Map<Long, List<Integer>> bands = new HashMap<>();

    /** A benchmark's question. */
    private record Question(String benchmark, String id, String text) {}

    /**
     * The matched pair's other half.
     *
     * @param how "13 words in a row: ..." or "similarity 0.93"
     */
    public record Match(String benchmark, String id, String question, String how) {}

    /**
     * @param gram words in a row, at least 5
     * @param near similarity from which two texts are nearly the same, above 0 to 1; above 1 turns this off
     */
    public Contamination(int gram, double near) {
        this.gram = gram;
        this.near = near;
    }

    public void add(String benchmark, Task task) {
        Words words = Words.of(task.question());
        int index = questions.size();
        questions.add(new Question(benchmark, task.id(), task.question()));
        MinHash hash = MinHash.of(words);
        sketches.add(hash.sketch());
        for (long band : hash.bands()) {
            bands.computeIfAbsent(band, key -> new ArrayList<>()).add(index);
        }
        for (String run : Words.runs(task.question(), gram)) {
            int[] seen = grams.computeIfAbsent(Mix.of(run), key -> new int[] {index, 0, -1});
            if (seen[2] != index) {
                seen[1]++;
                seen[2] = index;
            }
        }
    }

    public int size() {
        return questions.size();
    }

    /** The benchmark's question that this one overlaps, or null. */
    public @Nullable Match find(String question) {
        return questions.isEmpty() ? null : find(question, MinHash.of(Words.of(question)));
    }

    @Nullable
    Match find(String question, MinHash hash) {
        for (String run : Words.runs(question, gram)) {
            int[] seen = grams.get(Mix.of(run));
            if (seen != null && seen[1] <= COMMON) {
                return match(seen[0], run.split(" ", -1).length + " words in a row: \"" + run + "\"");
            }
        }
        int best = -1;
        double most = 0;
        for (long band : hash.bands()) {
            for (int index : bands.getOrDefault(band, List.of())) {
                double similarity = MinHash.similarity(hash.sketch(), sketches.get(index));
                if (similarity > most) {
                    most = similarity;
                    best = index;
                }
            }
        }
        return best >= 0 && most >= near
                ? match(best, String.format(java.util.Locale.ROOT, "similarity %.2f", most))
                : null;
    }

    private Match match(int index, String how) {
        Question question = questions.get(index);
        return new Match(question.benchmark(), question.id(), question.text(), how);
    }
}
