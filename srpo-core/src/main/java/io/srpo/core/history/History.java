package io.srpo.core.history;

import io.srpo.core.reward.Judged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every prompt's record over all epochs: what the paper calls the history of rewards. It keeps the outcomes of <em>all</em>
 * rollouts, those that carry no gradient included.
 *
 * <p>It holds nothing but its {@link #visits}, so {@code History.of(history.visits())} is the same history; that is how a resume
 * restores it from the ledger. Not thread-safe.
 */
public final class History {
    private final List<Visit> visits = new ArrayList<>();
    private final Map<String, List<Visit>> byTask = new HashMap<>();

    /** The history made of these visits, in their order. */
    public static History of(List<Visit> visits) {
        History history = new History();
        visits.forEach(history::add);
        return history;
    }

    /**
     * Adds what one step found.
     *
     * @param epoch counted over the whole run, from 0
     * @param judged the step's groups; an empty list adds nothing
     * @return the visits added, one a group in its order, for the ledger
     */
    public List<Visit> add(int epoch, long step, List<Judged> judged) {
        List<Visit> added =
                judged.stream().map(group -> Visit.of(epoch, step, group)).toList();
        added.forEach(this::add);
        return added;
    }

    /** Adds one visit. */
    public void add(Visit visit) {
        visits.add(visit);
        byTask.computeIfAbsent(visit.taskId(), id -> new ArrayList<>()).add(visit);
    }

    /** All visits in the order in which they were added; a view. */
    public List<Visit> visits() {
        return Collections.unmodifiableList(visits);
    }

    /** A task's visits in the order in which they were added; a view, empty for a task never met. */
    public List<Visit> visits(String taskId) {
        return Collections.unmodifiableList(byTask.getOrDefault(taskId, List.of()));
    }

    /** The union of a task's rollouts over all epochs. */
    public Tally tally(String taskId) {
        return visits(taskId).stream().map(Visit::tally).reduce(Tally.NONE, Tally::plus);
    }

    /** The union of a task's rollouts in one epoch. */
    public Tally tally(String taskId, int epoch) {
        return visits(taskId).stream()
                .filter(visit -> visit.epoch() == epoch)
                .map(Visit::tally)
                .reduce(Tally.NONE, Tally::plus);
    }

    /** A new history of the visits up to and including a step: where a resume cuts back to. */
    public History upTo(long step) {
        return of(visits.stream().filter(visit -> visit.step() <= step).toList());
    }
}
