package io.srpo.verify.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The time that a run is charged with: wall time less the time in which it wanted a processor and got none, so that the load of the
 * machine does not decide a verdict.
 *
 * <p>Linux counts for every thread how long it ran and how long it stood ready in a run queue ({@code schedstat}); both are read from
 * outside, for all threads of all processes behind the wall. Between two readings {@code dt} apart, in which the threads together ran
 * for {@code ran} and stood waiting for {@code stood}, the run is charged with {@code dt - stood}, but never with less than
 * {@code ran}, nor with more than {@code dt}. So sleep, disk and pipes are charged in full; a hundred threads that wait for each other
 * gain nothing, since what any of them runs is charged; a thread that ended between two readings takes its waiting with it, which
 * charges the run with more, never with less. Where the kernel does not count, the charge is the wall time.
 *
 * <p>Used by one thread at a time.
 */
public final class RunClock {
    /** What one thread had at the last reading, in nanoseconds. */
    private record Counts(long ran, long stood) {}

    private final long root;
    private final long started = System.nanoTime();
    private final Map<Long, Counts> last = new HashMap<>();
    private long readAt = started;
    private long charged;
    private long ran;
    private boolean read;

    /**
     * Starts now.
     *
     * @param root the process that all others of the run descend from
     */
    RunClock(long root) {
        this.root = root;
        ProcessTree.threads(root).forEach((thread, line) -> counts(line).ifPresent(c -> last.put(thread, c)));
    }

    /** Looks at the processes and charges what passed since the last time. */
    public void read() {
        long now = System.nanoTime();
        long dt = now - readAt;
        readAt = now;
        long moreRan = 0;
        long moreStood = 0;
        for (ProcessTree.Member member : ProcessTree.below(root)) {
            for (Map.Entry<Long, String> thread :
                    ProcessTree.threads(member.process()).entrySet()) {
                Optional<Counts> found = counts(thread.getValue());
                if (found.isEmpty()) {
                    continue;
                }
                Counts before = last.put(thread.getKey(), found.get());
                if (before == null) {
                    // The warden is older than the run and was not looked at when it began; everything deeper began
                    // with it.
                    before = member.depth() <= 1 && !read ? found.get() : new Counts(0, 0);
                }
                moreRan += Math.max(0, found.get().ran - before.ran);
                moreStood += Math.max(0, found.get().stood - before.stood);
            }
        }
        read = true;
        ran += moreRan;
        charged += Math.min(dt, Math.max(dt - moreStood, moreRan));
    }

    /** Nanoseconds charged at the last reading. */
    public long charged() {
        return charged;
    }

    /** Nanoseconds of processor time that all processes together were seen to use. */
    public long ran() {
        return ran;
    }

    /** Nanoseconds of wall time since the start. */
    public long elapsed() {
        return readAt - started;
    }

    /** {@code ran stood slices} */
    private static Optional<Counts> counts(String line) {
        String[] words = line.strip().split(" ", -1);
        try {
            return words.length < 2
                    ? Optional.empty()
                    : Optional.of(new Counts(Long.parseLong(words[0]), Long.parseLong(words[1])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
