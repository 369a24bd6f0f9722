package io.srpo.engine.decoder;

import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.PackedMatrix;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** The products of decoding: few rows, the same matrices at every step. Results belong to the surrounding scope. */
sealed interface DecodeProducts extends AutoCloseable {
    /**
     * Laid out ahead where that is possible.
     *
     * @param rows most rows of a step
     */
    static DecodeProducts of(LanguageModel model, int rows) {
        return PackedMatrix.available(Dtype.FP32) && PackedMatrix.available(model.dtype())
                ? new Packed(model, rows)
                : new Plain(model);
    }

    /** A layer's product, fp32 whatever it is computed in. */
    Tensor apply(int layer, Site site, Tensor x, @Nullable Tensor bias);

    /** {@code sum +=} that product. */
    default void add(Tensor sum, int layer, Site site, Tensor x) {
        sum.add_(apply(layer, site, x, null));
    }

    /** Logits, {@code [rows, vocab]}. */
    void head(Tensor out, Tensor normed);

    /** Rows to compute for so many wanted. */
    int padded(int rows);

    @Override
    void close();

    /** As training multiplies. */
    record Plain(LanguageModel model) implements DecodeProducts {
        @Override
        public Tensor apply(int layer, Site site, Tensor x, @Nullable Tensor bias) {
            Tensor transposed = transposed(layer, site);
            Tensor out = Torch.empty(x.size(0), transposed.size(1));
            model.products().apply(out, x, transposed, bias);
            return out;
        }

        @Override
        public void add(Tensor sum, int layer, Site site, Tensor x) {
            model.products().add(sum, x, transposed(layer, site));
        }

        private Tensor transposed(int layer, Site site) {
            Matrices.Layer matrices = model.matrices().layer(layer);
            return switch (site) {
                case QKV -> matrices.qkvT();
                case O -> matrices.oT();
                case GATE_UP -> matrices.gateUpT();
                case DOWN -> matrices.downT();
            };
        }

        @Override
        public void head(Tensor out, Tensor normed) {
            torch.mm_out(out, normed, model.parameters().headT());
        }

        @Override
        public int padded(int rows) {
            return rows;
        }

        @Override
        public void close() {}
    }

    /** Over copies of all matrices in the order that few rows want them in. */
    final class Packed implements DecodeProducts {
        /** A kernel is made for each number of rows, so only multiples of this occur above it. */
        private static final int ROWS = 8;

        private final Dtype dtype;
        private final List<Map<Site, PackedMatrix>> layers = new ArrayList<>();
        private final PackedMatrix head;

        Packed(LanguageModel model, int rows) {
            dtype = model.dtype();
            for (int i = 0; i < model.config().layers(); i++) {
                Matrices.Layer matrices = model.matrices().layer(i);
                Map<Site, PackedMatrix> packed = new EnumMap<>(Site.class);
                packed.put(Site.QKV, new PackedMatrix(matrices.qkv(), rows));
                packed.put(Site.O, new PackedMatrix(matrices.o(), rows));
                packed.put(Site.GATE_UP, new PackedMatrix(matrices.gateUp(), rows));
                packed.put(Site.DOWN, new PackedMatrix(matrices.down(), rows));
                layers.add(packed);
            }
            head = new PackedMatrix(model.parameters().head(), rows);
        }

        @Override
        public Tensor apply(int layer, Site site, Tensor x, @Nullable Tensor bias) {
            PackedMatrix matrix = layers.get(layer).get(site);
            if (matrix == null) {
                throw new IllegalStateException("not packed: " + site);
            }
            if (dtype == Dtype.FP32) {
                return matrix.times(x, bias);
            }
            Tensor result = matrix.times(x.to(dtype.type()), null).to(Dtype.FP32.type());
            return bias == null ? result : result.add_(bias);
        }

        @Override
        public void head(Tensor out, Tensor normed) {
            out.copy_(head.times(normed, null));
        }

        @Override
        public int padded(int rows) {
            return rows <= ROWS ? rows : (rows + ROWS - 1) / ROWS * ROWS;
        }

        @Override
        public void close() {
            layers.forEach(layer -> layer.values().forEach(PackedMatrix::close));
            head.close();
        }
    }
}
