package io.srpo.train.sft;

import io.srpo.core.SrpoException;
import io.srpo.core.objective.Update;
import io.srpo.core.rollout.RandomStream;
import io.srpo.train.run.Checkpoints;
import io.srpo.train.run.MetricsLog;
import io.srpo.train.run.RunDirectory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Supervised training: epochs over the examples, each in an order of its own that hangs from (seed, epoch), one optimizer step a batch. Same seed, machine and
 * threads: same weights, also after a kill and resume. The model of a run that came to its end lies in the run's folder {@code model}.
 */
public final class SftTrainer {
    private final Schedule schedule;
    private final Pupil pupil;
    private final RunDirectory run;
    private final Listener listener;
    private final BooleanSupplier stopAsked;

    /**
     * @param batch examples a step, at least 1
     * @param epochs passes over the examples
     * @param checkpointEvery steps between checkpoints; 0 saves only at the end
     */
    public record Schedule(int batch, int epochs, int checkpointEvery, int keep, long seed) {}

    /** Told of every step. */
    @FunctionalInterface
    public interface Listener {
        void stepDone(long step, long of, Update update, double secondsLeft);
    }

    /** @param stopAsked asked after every step; true ends the run early with a checkpoint */
    public SftTrainer(Schedule schedule, Pupil pupil, RunDirectory run, Listener listener, BooleanSupplier stopAsked) {
        this.schedule = schedule;
        this.pupil = pupil;
        this.run = run;
        this.listener = listener;
        this.stopAsked = stopAsked;
    }

    /** @return steps done in all; fewer than planned when it was stopped */
    public long train(List<Example> examples, boolean resume) {
        if (examples.isEmpty()) {
            throw SrpoException.input("there is nothing to learn from: the data of this run has no example");
        }
        Checkpoints<SftState> checkpoints = run.checkpoints(SftState.class, schedule.keep());
        MetricsLog metrics = run.metrics();
        long perEpoch = ((long) examples.size() + schedule.batch() - 1) / schedule.batch();
        long total = perEpoch * schedule.epochs();
        long step = resume ? restore(checkpoints) : 0;
        long begun = step;
        metrics.keep(line -> line.get("step") instanceof Number at && at.longValue() <= begun);
        long started = System.nanoTime();
        while (step < total && !stopAsked.getAsBoolean()) {
            List<Example> batch = batch(examples, step / perEpoch, step % perEpoch);
            step++;
            Update update = pupil.learn(batch, step);
            double seconds = (System.nanoTime() - started) / 1e9;
            metrics.append(line(step, (step - 1) / perEpoch, update, seconds));
            listener.stepDone(step, total, update, seconds / (step - begun) * (total - step));
            boolean due = schedule.checkpointEvery() > 0 && step % schedule.checkpointEvery() == 0;
            if (due && step < total) {
                checkpoints.save(step, new SftState(step), pupil::save);
            }
        }
        checkpoints.save(step, new SftState(step), pupil::save);
        if (step == total) {
            pupil.export(run.model());
        }
        return step;
    }

    private long restore(Checkpoints<SftState> checkpoints) {
        return checkpoints
                .newest()
                .map(found -> {
                    pupil.restore(found.folder());
                    return found.state().step();
                })
                .orElse(0L);
    }

    private List<Example> batch(List<Example> examples, long epoch, long index) {
        int[] order = shuffled(examples.size(), RandomStream.of(schedule.seed(), epoch, "sft-order", 0));
        int from = (int) index * schedule.batch();
        List<Example> batch = new ArrayList<>();
        for (int i = from; i < Math.min(from + schedule.batch(), order.length); i++) {
            batch.add(examples.get(order[i]));
        }
        return batch;
    }

    private static int[] shuffled(int n, RandomStream stream) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = stream.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static Map<String, Object> line(long step, long epoch, Update update, double seconds) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.put("epoch", epoch);
        line.put("loss", update.loss());
        line.put("gradient_norm", update.gradientNorm());
        line.put("learning_rate", update.learningRate());
        line.put("tokens", update.tokens());
        line.put("seconds", seconds);
        return line;
    }
}
