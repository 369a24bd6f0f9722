package io.srpo.core.history;

import io.srpo.core.history.Decision.Kind;
import io.srpo.core.history.Pool.Dropped;
import java.util.ArrayList;
import java.util.List;

/**
 * The next epoch's pool from the history: the second of SRPO's two ideas. [paper] At an epoch's end a prompt whose rollouts were all
 * right is dropped, since groups that are all right teach nothing; mixed ones are kept; all wrong ones are kept, since they may become
 * solvable.
 *
 * <p>Ours, where the paper is silent: a prompt met several times in the epoch is judged on the union of its rollouts; one not met (the
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
        List<Dropped> notReviewed = new ArrayList<>();
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
            Finding finding = Finding.of(history.tally(prompt.taskId(), epoch), options);
            Kind kind;
            if (finding.drops()) {
                newlyDropped.add(new Dropped(prompt.taskId(), epoch));
                kind = Kind.DROPPED_AGAIN;
            } else if (finding.open()) {
                active.add(prompt.taskId());
                kind = Kind.RETURNED;
            } else {
                notReviewed.add(prompt);
                kind = Kind.NOT_REVIEWED;
            }
            decisions.add(new Decision(prompt.taskId(), epoch, kind, finding.reason()));
        }
        List<Dropped> underReview = due(pool, epoch, reviewPlaces().inEpoch(active.size()));
        for (Dropped prompt : underReview) {
            String reason = "dropped after epoch " + prompt.epoch() + ", looked at again in epoch " + (epoch + 1);
            decisions.add(new Decision(prompt.taskId(), epoch, Kind.BROUGHT_BACK, reason));
        }
        List<Dropped> dropped = new ArrayList<>(notReviewed);
        dropped.addAll(pool.dropped().subList(underReview.size(), pool.dropped().size()));
        dropped.sort(Pool.OLDEST_FIRST);
        dropped.addAll(newlyDropped);
        return new Resampled(new Pool(active, dropped, underReview, pool.aside()), decisions);
    }

    /** The oldest dropped prompts whose wait is over, as many as there is room for: always the beginning of the list. */
    private List<Dropped> due(Pool pool, int epoch, int room) {
        ResamplingOptions.Review review = options.review();
        if (review == null) {
            return List.of();
        }
        int count = 0;
        while (count < room
                && count < pool.dropped().size()
                && epoch - pool.dropped().get(count).epoch() >= review.every()) {
            count++;
        }
        return pool.dropped().subList(0, count);
    }
}
