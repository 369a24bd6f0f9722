package io.srpo.core.history;

import io.srpo.core.history.Decision.Kind;
import io.srpo.core.history.Pool.Dropped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The next epoch's pool from the history: the second of SRPO's two ideas. The paper's rule: at an epoch's end a prompt whose rollouts were all
 * right is dropped, since groups that are all right teach nothing; mixed ones are kept; all wrong ones are kept, since they may become
 * solvable.
 *
 * <p>Our decisions, where the paper is silent: a prompt met several times in the epoch is judged on the union of its rollouts; one not met (the
 * epoch was cut short, or no rollout of it could be judged) is kept; truncated rollouts are wrong; unjudged ones count as nothing. The
 * rest is in {@link ResamplingOptions}. A pure function; immutable and thread-safe.
 */
public final class HistoryResampling {
    private final ResamplingOptions options;
    private final int prompts;

    /** @param prompts places of a batch, which decide how many dropped prompts an epoch has room to review */
    public HistoryResampling(ResamplingOptions options, int prompts) {
        this.options = options;
        this.prompts = prompts;
    }

    public ResamplingOptions options() {
        return options;
    }

    /** How many of a batch's places go to prompts under review; none without review. */
    public ReviewPlaces reviewPlaces() {
        ResamplingOptions.Review review = options.review();
        return new ReviewPlaces(prompts, review == null ? 0 : review.share());
    }

    /**
     * The pool of epoch {@code epoch + 1}.
     *
     * @param pool the pool that the epoch drew from
     * @param history with all rollouts of the epoch in it
     * @param epoch the epoch that ended
     * @return the pool, and exactly one decision for each prompt that was active, was under review, or is brought back
     */
    public Resampled next(Pool pool, History history, int epoch) {
        List<Decision> decisions = new ArrayList<>();
        List<String> active = new ArrayList<>();
        Set<Dropped> notReviewed = new LinkedHashSet<>();
        List<Dropped> newlyDropped = new ArrayList<>();
        for (String taskId : pool.active()) {
            Finding finding = Finding.of(history.tally(taskId, epoch), options);
            if (finding.drops()) {
                newlyDropped.add(new Dropped(taskId, epoch));
            } else {
                active.add(taskId);
            }
            decisions.add(new Decision(taskId, epoch, finding.drops() ? Kind.DROPPED : Kind.KEPT, finding.reason()));
        }
        for (Dropped prompt : pool.underReview()) {
            String taskId = prompt.taskId();
            Finding finding = Finding.of(history.tally(taskId, epoch), options);
            if (finding.drops()) {
                newlyDropped.add(new Dropped(taskId, epoch));
                decisions.add(new Decision(taskId, epoch, Kind.DROPPED_AGAIN, finding.reason()));
            } else if (finding.open()) {
                active.add(taskId);
                decisions.add(new Decision(taskId, epoch, Kind.RETURNED, finding.reason()));
            } else {
                notReviewed.add(prompt);
                decisions.add(new Decision(taskId, epoch, Kind.NOT_REVIEWED, finding.reason()));
            }
        }
        List<Dropped> waiting = new ArrayList<>(notReviewed);
        waiting.addAll(pool.dropped());
        waiting.sort(Pool.OLDEST_FIRST);
        int places = due(waiting, epoch, reviewPlaces().inEpoch(active.size()));
        List<Dropped> underReview = waiting.subList(0, places);
        for (Dropped prompt : underReview) {
            if (!notReviewed.contains(prompt)) {
                String reason = "dropped after epoch " + prompt.epoch() + ", looked at again in epoch " + (epoch + 1);
                decisions.add(new Decision(prompt.taskId(), epoch, Kind.BROUGHT_BACK, reason));
            }
        }
        List<Dropped> dropped = new ArrayList<>(waiting.subList(places, waiting.size()));
        dropped.addAll(newlyDropped);
        return new Resampled(new Pool(active, dropped, underReview, pool.aside()), decisions);
    }

    /** How many of the waiting, oldest first, have waited long enough and find room. */
    private int due(List<Dropped> waiting, int epoch, int room) {
        ResamplingOptions.Review review = options.review();
        int count = 0;
        while (review != null
                && count < Math.min(room, waiting.size())
                && epoch - waiting.get(count).epoch() >= review.every()) {
            count++;
        }
        return count;
    }
}
