package io.srpo.train.report;

import io.srpo.data.ledger.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The pool of practice problems from epoch to epoch, made again by following the ledger's decisions. */
final class PoolFlow {
    private static final List<String> ORDER =
            List.of("kept", "joined", "dropped", "dropped_again", "brought_back", "returned", "not_reviewed", "left");

    private enum Place {
        ACTIVE,
        DROPPED,
        REVIEW
    }

    /**
     * How the pool stood after its prompts were looked through.
     *
     * @param when for a person: "stage reasoning begins", "after epoch 2"
     * @param step the step it happened after
     * @param active prompts that are trained on from here
     * @param newlyDropped prompts dropped just now
     * @param dropped prompts dropped earlier
     * @param underReview dropped prompts that are looked at again
     * @param told counts of what was decided, in words
     */
    record Row(
            String stage,
            String when,
            long step,
            int active,
            int newlyDropped,
            int dropped,
            int underReview,
            String told) {}

    private final Map<String, Place> places = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<String> decided = new HashSet<>();
    private boolean entering;

    private PoolFlow() {}

    static List<Row> of(List<Decision> decisions) {
        PoolFlow flow = new PoolFlow();
        Decision last = null;
        for (Decision decision : decisions) {
            String task = decision.taskId();
            boolean enters = decision.kind().equals("stage_entered");
            if (task == null && !enters) {
                continue;
            }
            // Looking the pool through decides on each prompt once: one decided on again is the next time's first.
            if (last != null && (enters || !decision.at().equals(last.at()) || flow.decided.contains(task))) {
                flow.close(last);
            }
            flow.entering |= enters;
            if (task != null) {
                flow.follow(task, decision.kind());
            }
            last = decision;
        }
        if (last != null) {
            flow.close(last);
        }
        return List.copyOf(flow.rows);
    }

    private void follow(String task, String kind) {
        decided.add(task);
        counts.merge(kind, 1, Integer::sum);
        switch (kind) {
            case "kept", "joined", "returned" -> places.put(task, Place.ACTIVE);
            case "dropped", "dropped_again" -> places.put(task, Place.DROPPED);
            case "brought_back", "not_reviewed" -> places.put(task, Place.REVIEW);
            case "left" -> places.remove(task);
            default -> {} // a decision of a kind that does not move a prompt
        }
    }

    private void close(Decision last) {
        int newly = count("dropped") + count("dropped_again");
        rows.add(new Row(
                last.at().stage(),
                entering ? "the stage begins" : "after pass " + (last.at().epoch() + 1),
                entering ? last.at().step() - 1 : last.at().step(),
                placed(Place.ACTIVE),
                newly,
                placed(Place.DROPPED) - newly,
                placed(Place.REVIEW),
                told()));
        counts.clear();
        decided.clear();
        entering = false;
    }

    /** A decision's kind as someone who knows none of the terms reads it. */
    static String word(String kind) {
        return switch (kind) {
            case "joined" -> "new";
            case "dropped" -> "set aside";
            case "dropped_again" -> "set aside again";
            case "brought_back" -> "to be looked at again";
            case "returned" -> "practised again";
            case "not_reviewed" -> "still to be looked at";
            default -> kind.replace('_', ' ');
        };
    }

    private int count(String kind) {
        return Objects.requireNonNullElse(counts.get(kind), 0);
    }

    private int placed(Place place) {
        return (int) places.values().stream().filter(p -> p == place).count();
    }

    private String told() {
        List<String> words = new ArrayList<>();
        for (String kind : ORDER) {
            if (counts.containsKey(kind)) {
                words.add(count(kind) + " " + word(kind));
            }
        }
        return String.join(", ", words);
    }
}
