package io.srpo.core.history;

import io.srpo.core.SrpoException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where every prompt of the run stands. Immutable; each task is in one list only.
 *
 * @param active prompts that the epoch trains on
 * @param dropped prompts out of training, oldest first
 * @param underReview dropped prompts that come back for this epoch to be looked at, oldest first
 * @param aside dropped prompts that do not belong to the present stage's data, oldest first; they are neither trained on nor reviewed,
 *     and stay dropped should a later stage have them again
 */
public record Pool(List<String> active, List<Dropped> dropped, List<Dropped> underReview, List<Dropped> aside) {
    static final Comparator<Dropped> OLDEST_FIRST = Comparator.comparingInt(Dropped::epoch);

    public Pool {
        active = List.copyOf(active);
        dropped = List.copyOf(dropped);
        underReview = List.copyOf(underReview);
        aside = List.copyOf(aside);
        Set<String> seen = new HashSet<>(active);
        int size = active.size();
        for (List<Dropped> list : List.of(dropped, underReview, aside)) {
            list.forEach(prompt -> seen.add(prompt.taskId()));
            size += list.size();
        }
        if (seen.size() != size) {
            throw SrpoException.internal("a prompt is in the pool twice");
        }
    }

    /**
     * A prompt out of training.
     *
     * @param epoch the epoch at whose end it was dropped (last, when it was reviewed and dropped again)
     */
    public record Dropped(String taskId, int epoch) {}

    /** The pool before any stage. */
    public static Pool empty() {
        return new Pool(List.of(), List.of(), List.of(), List.of());
    }

    /** The pool of a run's first epoch. */
    public static Pool of(List<String> active) {
        return new Pool(active, List.of(), List.of(), List.of());
    }

    /** True when nothing is left to train on: the stage ends as exhausted. */
    public boolean exhausted() {
        return active.isEmpty();
    }

    /**
     * The pool at a stage's beginning: survivors carry over and new data joins (our decision). Active prompts that belong to the stage's data stay,
     * in their order; those that do not belong leave; prompts of the data that are not known join behind, in the data's order; what was
     * dropped stays dropped.
     *
     * @param epoch the stage's first epoch, for the decisions
     * @param stage the stage's name, for the reasons
     * @param data ids of all tasks of the stage's data
     * @return the pool, and one decision for each prompt that joins, stays active or leaves
     */
    public Resampled join(int epoch, String stage, List<String> data) {
        Set<String> fresh = new LinkedHashSet<>(data);
        Set<String> belongs = Set.copyOf(fresh);
        List<Decision> decisions = new ArrayList<>();
        List<String> nextActive = new ArrayList<>();
        for (String taskId : active) {
            if (belongs.contains(taskId)) {
                nextActive.add(taskId);
                decisions.add(new Decision(taskId, epoch, Decision.Kind.KEPT, "carried over into stage " + stage));
            } else {
                decisions.add(new Decision(taskId, epoch, Decision.Kind.LEFT, "not in the data of stage " + stage));
            }
            fresh.remove(taskId);
        }
        List<Dropped> out = new ArrayList<>(dropped);
        out.addAll(aside);
        out.sort(OLDEST_FIRST);
        List<Dropped> review = new ArrayList<>();
        for (Dropped prompt : underReview) {
            (belongs.contains(prompt.taskId()) ? review : out).add(prompt);
        }
        out.sort(OLDEST_FIRST);
        review.forEach(prompt -> fresh.remove(prompt.taskId()));
        out.forEach(prompt -> fresh.remove(prompt.taskId()));
        for (String taskId : fresh) {
            nextActive.add(taskId);
            decisions.add(new Decision(taskId, epoch, Decision.Kind.JOINED, "new in stage " + stage));
        }
        List<Dropped> nextDropped = new ArrayList<>();
        List<Dropped> nextAside = new ArrayList<>();
        out.forEach(prompt -> (belongs.contains(prompt.taskId()) ? nextDropped : nextAside).add(prompt));
        return new Resampled(new Pool(nextActive, nextDropped, review, nextAside), decisions);
    }
}
