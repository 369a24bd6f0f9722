package io.srpo.engine.decoder;

import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.List;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Where a backward pass adds its gradients: all parameters' or the adapters' alone. */
public sealed interface Gradients {
    /** Gradients of all parameters. */
    static Gradients all(LanguageModel model, Parameters into) {
        return new All(model.products(), into);
    }

    /** Gradients of the adapters alone; norms, biases, embedding and head stay as they are. */
    static Gradients adapters(Adapters weights, Adapters into) {
        return new OfAdapters(weights, into);
    }

    /** Rows of a matrix's gradient that are worth a task. */
    int TASK_ROWS = 64;

    /**
     * Adds what adds a product's share; the tasks may run at once, and the tensors have to last until they are done.
     *
     * @param by gradient by the product's result, {@code [rows, out]}, of each matrix that stands there
     * @param x what was multiplied, {@code [rows, in]}
     */
    void matrix(List<Runnable> tasks, int layer, Site site, List<Operand.Rows> by, Operand.Rows x);

    /** Gradients of everything that is not a layer's matrix; null when none of it is trained. */
    @Nullable
    Parameters others();

    /** See {@link Gradients#all}. */
    record All(Products products, Parameters others) implements Gradients {
        @Override
        public void matrix(List<Runnable> tasks, int layer, Site site, List<Operand.Rows> by, Operand.Rows x) {
            Parameters.Layer into = others.layer(layer);
            Tensor gradient =
                    switch (site) {
                        case QKV -> into.qkv();
                        case O -> into.o();
                        case GATE_UP -> into.gateUp();
                        case DOWN -> into.down();
                    };
            int out = Math.toIntExact(gradient.size(0) / by.size());
            // As many tasks as members, or a multiple of them.
            int each = by.size() > 1 && Team.members() % by.size() == 0 ? Team.members() / by.size() : Team.members();
            int parts = Math.max(1, Math.min(each, out / TASK_ROWS));
            for (int s = 0; s < by.size(); s++) {
                Tensor own = gradient.narrow(0, (long) s * out, out);
                Tensor result = by.get(s).multiplied();
                for (int p = 0; p < parts; p++) {
                    int from = Team.begin(out, parts, p);
                    int count = Team.begin(out, parts, p + 1) - from;
                    tasks.add(() -> products.addGradient(
                            own.narrow(0, from, count), result.narrow(1, from, count), x.multiplied()));
                }
            }
        }
    }

    /**
     * See {@link Gradients#adapters}. With {@code W = W0 + s B A}: {@code dB = s by^T (x A^T)} and {@code dA = s (by B)^T x}; the whole of {@code dW} never exists.
     */
    record OfAdapters(Adapters weights, Adapters into) implements Gradients {
        @Override
        public void matrix(List<Runnable> tasks, int layer, Site site, List<Operand.Rows> by, Operand.Rows x) {
            for (int i = 0; i < weights.pairs(layer, site).size(); i++) {
                Adapters.Pair weight = weights.pairs(layer, site).get(i);
                Adapters.Pair gradient = into.pairs(layer, site).get(i);
                Tensor own = columns(by, weight);
                Tensor read = Objects.requireNonNull(x.fp32());
                tasks.add(() -> gradient.b().addmm_(own.t(), read.mm(weight.a().t()), Torch.ONE, weights.scale()));
                tasks.add(() -> gradient.a().addmm_(own.mm(weight.b()).t(), read, Torch.ONE, weights.scale()));
            }
        }

        /** The gradient by what a pair's target gave. */
        private static Tensor columns(List<Operand.Rows> by, Adapters.Pair pair) {
            long width = by.get(0).multiplied().size(1);
            Operand.Rows matrix = by.get(Math.toIntExact(pair.firstRow() / width));
            return Objects.requireNonNull(matrix.fp32()).narrow(1, pair.firstRow() % width, pair.out());
        }

        @Override
        public @Nullable Parameters others() {
            return null;
        }
    }
}
