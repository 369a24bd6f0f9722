package io.srpo.engine.decoder;

import io.srpo.engine.kernels.OneDnnTrial;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Team;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a model multiplies with: the fp32 weights themselves, or copies of them, laid out in bf16 or with adapters added, which {@link #refresh} makes anew after the weights have moved.
 */
final class Matrices implements AutoCloseable {
    /**
     * One layer's matrices.
     *
     * @param gateUp gate above up
     */
    record Layer(Matrix qkv, Matrix o, Matrix gateUp, Matrix down) {
        Matrix at(Site site) {
            return switch (site) {
                case QKV -> qkv;
                case O -> o;
                case GATE_UP -> gateUp;
                case DOWN -> down;
            };
        }
    }

    private final Parameters parameters;
    private final Products products;
    private final @Nullable Adapters adapters;
    private final boolean laidOut;
    private final List<Layer> layers;
    private final Matrix head;
    private boolean readyForBack;

    Matrices(Parameters parameters, Products products, @Nullable Adapters adapters) {
        this.parameters = parameters;
        this.products = products;
        this.adapters = adapters;
        laidOut = products.dtype() != Dtype.FP32 && OneDnnTrial.passed(products.dtype());
        Layer[] made = new Layer[parameters.config().layers()];
        Matrix[] madeHead = new Matrix[1];
        each(
                made.length,
                i -> made[i] = new Layer(
                        matrix(i, Site.QKV, 1),
                        matrix(i, Site.O, 1),
                        matrix(i, Site.GATE_UP, 2),
                        matrix(i, Site.DOWN, 1)),
                () -> madeHead[0] = madeHead());
        layers = Arrays.asList(made);
        head = madeHead[0];
    }

    private interface OfLayer {
        void run(int layer);
    }

    /** The output matrix is the largest. */
    private static void each(int layers, OfLayer ofLayer, Runnable ofHead) {
        Team.each(layers + 1, i -> {
            if (i == 0) {
                ofHead.run();
            } else {
                ofLayer.run(i - 1);
            }
        });
    }

    private Matrix matrix(int layer, Site site, int stacked) {
        Tensor weight = weight(layer, site);
        if (laidOut) {
            return new LaidOutMatrix(products.dtype(), weight, stacked);
        }
        if (!copied()) {
            return PlainMatrix.of(products, weight, stacked);
        }
        Matrix copy = PlainMatrix.copyOf(products, weight, stacked);
        copy.put(weight);
        return copy;
    }

    /** In fp32 where products in the model's number type round their results, which would not do for logits. */
    private Matrix madeHead() {
        return laidOut
                ? new LaidOutMatrix(products.dtype(), parameters.head(), 1)
                : PlainMatrix.of(Products.of(Dtype.FP32), parameters.head(), 1);
    }

    private boolean copied() {
        return products.dtype() != Dtype.FP32 || adapters != null;
    }

    /** With its adapters added, if there are any: a new tensor of the surrounding scope then. */
    private Tensor weight(int layer, Site site) {
        Parameters.Layer weights = parameters.layer(layer);
        Tensor weight =
                switch (site) {
                    case QKV -> weights.qkv();
                    case O -> weights.o();
                    case GATE_UP -> weights.gateUp();
                    case DOWN -> weights.down();
                };
        return adapters == null ? weight : adapters.merged(weight, layer, site);
    }

    Layer layer(int index) {
        return layers.get(index);
    }

    /** The output matrix, {@code [vocab, hidden]}. */
    Matrix head() {
        return head;
    }

    /** To be called before the first way back. */
    void readyForBack() {
        if (!readyForBack) {
            readyForBack = true;
            each(Matrix::readyForBack);
        }
    }

    /** Follows the weights; does nothing where the weights are multiplied with themselves. */
    void refresh() {
        if (copied()) {
            each(Matrix::put);
        }
    }

    private void each(BiConsumer<Matrix, Tensor> work) {
        each(
                layers.size(),
                i -> {
                    for (Site site : Site.values()) {
                        work.accept(layers.get(i).at(site), weight(i, site));
                    }
                },
                () -> work.accept(head, parameters.head()));
    }

    @Override
    public void close() {
        for (Layer layer : layers) {
            for (Site site : Site.values()) {
                layer.at(site).close();
            }
        }
        head.close();
    }
}
