package io.srpo.engine.decoder;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Log-probabilities of packed responses, and on wish their gradients. Its work space is allocated for the largest pack met and kept. Not thread-safe.
 */
public final class PackedPass implements AutoCloseable {
    /**
     * What the tokens of a pack are trained towards.
     *
     * @see #run
     */
    public interface TokenLoss {
        /** Derivative of the loss by each target's log-probability when it is known ahead, which saves a pass over the head; else null. */
        double @Nullable [] knownGradient();

        /**
         * Told of the log-probabilities, and asked for the derivative unless it was known.
         *
         * @param logProbs natural, of each target
         * @param entropies nats, of each target's distribution
         * @return derivative by each log-probability; ignored when known ahead
         */
        double[] gradient(double[] logProbs, double[] entropies);
    }

    private final LanguageModel model;
    private final @Nullable Gradients gradients;
    private final Activations.Keep keep;
    private @Nullable Activations space;
    private @Nullable GradientSpace scratch;

    private PackedPass(LanguageModel model, @Nullable Gradients gradients, Activations.Keep keep) {
        this.model = model;
        this.gradients = gradients;
        this.keep = keep;
    }

    /** A pass that only scores. */
    public static PackedPass scoring(LanguageModel model) {
        return new PackedPass(model, null, Activations.Keep.NOTHING);
    }

    /**
     * A pass whose gradients are added to {@code gradients}.
     *
     * @param checkpointing whether to keep only each layer's input and compute the layer again on the way back: a fraction of the memory, a third more work
     */
    public static PackedPass training(LanguageModel model, Gradients gradients, boolean checkpointing) {
        model.matrices().readyForBack();
        return new PackedPass(model, gradients, checkpointing ? Activations.Keep.INPUTS : Activations.Keep.ALL);
    }

    /**
     * Log-probabilities of target tokens.
     *
     * @param rows the row that predicts each ({@link Pack#predictor})
     * @param tokens the tokens predicted
     */
    public double[] score(Pack pack, int[] rows, int[] tokens) {
        try (PointerScope scope = new PointerScope()) {
            Activations room = room(pack.rows());
            Decoder.Plan plan = model.decoder().plan(pack);
            model.decoder().forward(model.parameters(), model.matrices(), plan, room, null);
            Tensor stream = room.stream.narrow(0, 0, pack.rows());
            return model.head()
                    .pass(model.parameters(), stream, new Head.Targets(rows, tokens), null)
                    .logProbs();
        }
    }

    /**
     * Forward and backward; adds to the gradients.
     *
     * @param rows the row that predicts each target
     * @param tokens the tokens predicted
     */
    public void run(Pack pack, int[] rows, int[] tokens, TokenLoss loss) {
        Gradients into = gradients;
        if (into == null) {
            throw new IllegalStateException("a scoring pass has no gradients");
        }
        try (PointerScope scope = new PointerScope()) {
            Activations room = room(pack.rows());
            Decoder.Plan plan = model.decoder().plan(pack);
            model.decoder().forward(model.parameters(), model.matrices(), plan, room, null);
            Tensor stream = room.stream.narrow(0, 0, pack.rows());
            GradientSpace gradientSpace = scratch(room.capacity);
            Tensor by = gradientSpace.stream.narrow(0, 0, pack.rows()).zero_();
            Head.Targets targets = new Head.Targets(rows, tokens);
            double[] known = loss.knownGradient();
            if (known != null) {
                Head.Scores scores = model.head()
                        .pass(model.parameters(), stream, targets, new Head.Descent(known, into.others(), by));
                loss.gradient(scores.logProbs(), scores.entropies());
            } else {
                Head.Scores scores = model.head().pass(model.parameters(), stream, targets, null);
                double[] asked = loss.gradient(scores.logProbs(), scores.entropies());
                model.head().pass(model.parameters(), stream, targets, new Head.Descent(asked, into.others(), by));
            }
            model.decoder().backward(model.parameters(), model.matrices(), into, plan, room, gradientSpace, by);
        }
    }

    private Activations room(int rows) {
        Activations current = space;
        if (current == null || current.capacity < rows) {
            close();
            current = new Activations(model, rows, keep);
            space = current;
        }
        return current;
    }

    private GradientSpace scratch(int capacity) {
        GradientSpace current = scratch;
        if (current == null) {
            current =
                    new GradientSpace(model.config(), capacity, model.products().dtype(), model.adapters() != null);
            scratch = current;
        }
        return current;
    }

    @Override
    public void close() {
        if (space != null) {
            space.close();
            space = null;
        }
        if (scratch != null) {
            scratch.close();
            scratch = null;
        }
    }
}
