package io.srpo.engine.learn;

import io.srpo.core.SrpoException;
import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.Learner;
import io.srpo.core.objective.Objective;
import io.srpo.core.objective.Update;
import io.srpo.engine.decoder.LanguageModel;
import io.srpo.engine.decoder.PackedPass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Updates of a policy's weights: packed micro-batches without padding, a group's prompt once, head and loss over response tokens only, AdamW on fp32 weights, or on the adapters alone where the model has some. The same
 * inputs, state and threads give the same bits. Not thread-safe. Close it before its model.
 */
public final class TorchLearner implements Learner, AutoCloseable {
    private final LanguageModel model;
    private final LearnerOptions options;
    private final @Nullable LanguageModel reference;
    private final Consumer<Batch> setAside;
    private final Trained trained;
    private final PackedPass pass;
    private final AdamW optimizer;

    /**
     * @param reference scores for a KL term; null when no objective will ask for it; not closed here
     * @param setAside given a batch whose loss or gradient was not finite, before the exception
     */
    public TorchLearner(
            LanguageModel model,
            OptimizerSpec optimizer,
            LearnerOptions options,
            @Nullable LanguageModel reference,
            Consumer<Batch> setAside) {
        this.model = model;
        this.options = options;
        this.reference = reference;
        this.setAside = setAside;
        trained = Trained.of(model);
        pass = PackedPass.training(model, trained.gradients(), options.checkpointing());
        this.optimizer = trained.optimizer(optimizer);
    }

    @Override
    public Update update(Batch batch, Objective objective, long step) {
        if (batch.isEmpty()) {
            return Update.none(optimizer.nextRate());
        }
        List<List<Batch.GroupSamples>> parts = Parts.of(batch.groups(), options.updates(), options.seed(), step);
        if (parts.size() == 1) {
            Tally tally = new Tally();
            return new Part(
                            batch.groups(),
                            null,
                            new Objective.Scale(batch.totalTokens(), batch.totalRollouts()),
                            tally,
                            batch,
                            step)
                    .learn(objective, 1);
        }
        try (Snapshot before = new Snapshot(trained.weights(), optimizer)) {
            List<double[][]> old = new ArrayList<>();
            for (List<Batch.GroupSamples> part : parts) {
                old.add(scores(model, part));
            }
            Tally tally = new Tally();
            Update last = Update.none(optimizer.nextRate());
            long all = Parts.trainedTokens(batch.groups());
            for (int p = 0; p < parts.size(); p++) {
                double share = (double) Parts.trainedTokens(parts.get(p)) / all;
                Objective.Scale scale =
                        new Objective.Scale(Math.max(1, Math.round(batch.totalTokens() * share)), Math.max(1, (int)
                                Math.round(batch.totalRollouts() * share)));
                try {
                    last = new Part(parts.get(p), old.get(p), scale, tally, batch, step).learn(objective, p + 1);
                } catch (SrpoException e) {
                    before.restore();
                    model.moved();
                    throw e;
                }
            }
            return last;
        }
    }

    /** One optimizer step's share of a batch. */
    private final class Part {
        private final List<Batch.GroupSamples> groups;
        private final double @Nullable [][] old;
        private final Objective.Scale scale;
        private final Tally tally;
        private final Batch batch;
        private final long step;

        Part(
                List<Batch.GroupSamples> groups,
                double @Nullable [][] old,
                Objective.Scale scale,
                Tally tally,
                Batch batch,
                long step) {
            this.groups = groups;
            this.old = old;
            this.scale = scale;
            this.tally = tally;
            this.batch = batch;
            this.step = step;
        }

        Update learn(Objective objective, int number) {
            List<Batch.Sample> samples = Parts.samples(groups);
            double loss = 0;
            for (MicroBatches.MicroBatch micro : MicroBatches.cut(groups, options.tokenBudget())) {
                double[] base = objective.needsReference() ? referenceScores(micro) : null;
                ObjectiveLoss part = new ObjectiveLoss(objective, scale, micro, samples, old, base, tally);
                pass.run(micro.pack(), micro.rows(), micro.tokens(), part);
                tally.rows(micro.pack().rows());
                loss += part.loss();
            }
            return apply(loss, tally, number, "step " + step, () -> setAside.accept(batch));
        }
    }

    /**
     * One optimizer step of supervised training: mean cross entropy over the examples' response tokens.
     *
     * @return {@code loss} is that mean in nats a token
     * @throws SrpoException (internal) when the loss or a gradient is not finite; the weights are then as before
     */
    public Update supervised(List<Example> examples) {
        if (examples.isEmpty()) {
            return Update.none(optimizer.nextRate());
        }
        List<Batch.GroupSamples> groups = new ArrayList<>();
        long tokens = 0;
        for (Example example : examples) {
            Batch.Sample sample = new Batch.Sample(example.response(), 0, 0, new float[0], true);
            groups.add(new Batch.GroupSamples("", example.prompt(), List.of(sample)));
            tokens += example.response().length;
        }
        Tally tally = new Tally();
        double loss = 0;
        for (MicroBatches.MicroBatch micro : MicroBatches.cut(groups, options.tokenBudget())) {
            CrossEntropy part = new CrossEntropy(micro.tokens().length, tokens, tally);
            pass.run(micro.pack(), micro.rows(), micro.tokens(), part);
            tally.rows(micro.pack().rows());
            loss += part.loss();
        }
        return apply(loss, tally, 1, "supervised step " + (optimizer.steps() + 1), () -> {});
    }

    /** Optimizer steps taken so far, those before a restored state included. */
    public long optimizerSteps() {
        return optimizer.steps();
    }

    /** Writes the optimizer's state, exact to the bit; see {@link OptimizerState} for the format. */
    public void saveState(Path file) {
        OptimizerState.save(file, optimizer);
    }

    /**
     * Restores what {@link #saveState} wrote.
     *
     * @throws SrpoException (input) when the file is not such a state, cut short, or of a model of another size
     */
    public void loadState(Path file) {
        OptimizerState.load(file, optimizer);
    }

    private Update apply(double loss, Tally tally, int number, String where, Runnable aside) {
        double norm = optimizer.gradientNorm();
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            trained.gradientsFlat().zero_();
            aside.run();
            throw SrpoException.internal(
                    "the update of " + where + " is not finite (loss " + loss + ", gradient norm " + norm
                            + "); the weights were not changed by it. A lower optimizer.lr or optimizer.clipNorm usually helps");
        }
        double rate = optimizer.nextRate();
        optimizer.step(norm);
        model.moved();
        return tally.update(loss, norm, rate, number);
    }

    private double[] referenceScores(MicroBatches.MicroBatch micro) {
        if (reference == null) {
            throw SrpoException.internal(
                    "the objective has a KL term, but this learner was made without a reference model");
        }
        try (PackedPass scoring = PackedPass.scoring(reference)) {
            return scoring.score(micro.pack(), micro.rows(), micro.tokens());
        }
    }

    /** Log-probabilities of every sample's trained tokens. */
    private double[][] scores(LanguageModel scorer, List<Batch.GroupSamples> groups) {
        double[][] result = new double[Parts.samples(groups).size()][];
        try (PackedPass scoring = PackedPass.scoring(scorer)) {
            for (MicroBatches.MicroBatch micro : MicroBatches.cut(groups, options.tokenBudget())) {
                double[] all = scoring.score(micro.pack(), micro.rows(), micro.tokens());
                for (int m = 0; m < micro.members().length; m++) {
                    result[micro.members()[m]] = Arrays.copyOfRange(all, micro.begin()[m], micro.begin()[m + 1]);
                }
            }
        }
        return result;
    }

    @Override
    public void close() {
        pass.close();
        optimizer.close();
        trained.close();
    }
}
