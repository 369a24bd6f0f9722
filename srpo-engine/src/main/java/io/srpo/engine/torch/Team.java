package io.srpo.engine.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * All parallel work of the engine: the calling thread and its helpers take the tasks of a round one after the other until none is left. The tensor library's and the BLAS's own
 * threads are one, so nobody waits for a thread of somebody else's pool: two pools on two cores wake and hinder each other, which cost a third of the machine.
 *
 * <p>A helper stays awake for a moment after each round, since waking it takes longer than many a round; then it sleeps. Who does a task changes nothing in its result,
 * so a core that is busy elsewhere costs time only. Each task has a {@link PointerScope} of its own, and its operators leave nothing for
 * an autograd that nobody uses, which takes a third off the price of a view; libtorch in turn refuses to change in place, outside of any task, a tensor that was made in one. A round within a round, or beside another caller's, runs on its
 * caller alone.
 */
public final class Team {
    /** How long a helper looks for work without a pause. */
    private static final long AWAKE_NANOS = 100_000;

    /** How long it goes on looking, letting others run, before it sleeps; a step's longest stretch on one thread is shorter. */
    private static final long WATCHFUL_NANOS = 3_000_000;

    private static final int LOOKS = 64;
    private static final ReentrantLock ONE_ROUND = new ReentrantLock();
    private static final List<Helper> HELPERS = new ArrayList<>();
    private static volatile Round current = new Round(i -> {}, 0, 0);

    private Team() {}

    /** A part of a round's work. */
    @FunctionalInterface
    public interface Task {
        /** @param index from 0 on; each is done once */
        void run(int index);
    }

    /** Members, the caller among them. */
    public static int members() {
        return Torch.threads();
    }

    /** Does tasks 0 to {@code count - 1} and returns when all are done; the first exception of any is thrown once none runs any more. */
    public static void each(int count, Task task) {
        if (count == 0) {
            return;
        }
        int members = members();
        if (count == 1 || members == 1 || ONE_ROUND.isHeldByCurrentThread() || !ONE_ROUND.tryLock()) {
            for (int i = 0; i < count; i++) {
                scoped(task, i);
            }
            return;
        }
        try {
            Round round = new Round(task, count, members - 1);
            gather(members - 1);
            current = round;
            HELPERS.forEach(Helper::wake);
            round.work();
            round.await();
            current = new Round(i -> {}, 0, 0);
            round.rethrow();
        } finally {
            ONE_ROUND.unlock();
        }
    }

    /** Does all of them. */
    public static void all(List<Runnable> tasks) {
        each(tasks.size(), i -> tasks.get(i).run());
    }

    /** Work on the items from {@code from} up to {@code to}. */
    @FunctionalInterface
    public interface Range {
        void of(int from, int to);
    }

    /** Cuts {@code count} items into as many equal ranges as there are members, each of at least {@code least} items. */
    public static void ranges(int count, int least, Range work) {
        int parts = Math.max(1, Math.min(members(), count / Math.max(1, least)));
        each(parts, p -> work.of(begin(count, parts, p), begin(count, parts, p + 1)));
    }

    /** First item of part {@code part} of {@code parts}; the end of all for {@code part == parts}. */
    public static int begin(int count, int parts, int part) {
        return (int) ((long) count * part / parts);
    }

    private static void scoped(Task task, int index) {
        try (InferenceMode plain = new InferenceMode(true);
                PointerScope scope = new PointerScope()) {
            task.run(index);
        }
    }

    private static void gather(int helpers) {
        while (HELPERS.size() < helpers) {
            Helper helper = new Helper(HELPERS.size());
            HELPERS.add(helper);
            helper.setDaemon(true);
            helper.start();
        }
    }

    /** One call's tasks. */
    private static final class Round {
        private final Task task;
        private final int count;
        private final int helpers;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private volatile @Nullable Throwable failure;

        Round(Task task, int count, int helpers) {
            this.task = task;
            this.count = count;
            this.helpers = helpers;
        }

        void work() {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                try {
                    scoped(task, i);
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    done.incrementAndGet();
                }
            }
        }

        void await() {
            long since = System.nanoTime();
            while (done.get() < count) {
                pause(since);
            }
        }

        void rethrow() {
            Throwable thrown = failure;
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }

    /** Nothing relies on what the scheduler makes of it: it only lets others have a core that would be spent on looking. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void pause(long since) {
        for (int i = 0; i < LOOKS; i++) {
            Thread.onSpinWait();
        }
        if (System.nanoTime() - since > AWAKE_NANOS) {
            Thread.yield();
        }
    }

    private static final class Helper extends Thread {
        private final int number;
        private volatile boolean asleep;

        Helper(int number) {
            super("srpo-team-" + (number + 1));
            this.number = number;
        }

        @Override
        public void run() {
            torch.set_num_threads(1);
            Round seen = current;
            if (number < seen.helpers) {
                seen.work();
            }
            while (true) {
                seen = newer(seen);
                if (number < seen.helpers) {
                    seen.work();
                }
            }
        }

        private Round newer(Round seen) {
            long since = System.nanoTime();
            while (current == seen || number >= current.helpers) {
                pause(since);
                if (System.nanoTime() - since > WATCHFUL_NANOS) {
                    asleep = true;
                    while (current == seen || number >= current.helpers) {
                        LockSupport.park(this);
                    }
                    asleep = false;
                }
            }
            return current;
        }

        void wake() {
            if (asleep) {
                LockSupport.unpark(this);
            }
        }
    }
}
