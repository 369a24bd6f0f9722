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
     * @param rows most rows of a step, for which the copies are laid out
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

    /** Whether a layer's products of so many rows run on the BLAS's threads, not on the tensor library's. */
    boolean throughBlas(int rows);

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
        public boolean throughBlas(int rows) {
            return model.dtype() == Dtype.FP32;
        }

        @Override
        public int padded(int rows) {
            return rows;
        }

        @Override
        public void close() {}
    }

    /** Few rows over copies of all matrices in the order that few rows want them in, more rows as training multiplies. */
    final class Packed implements DecodeProducts {
        /** A kernel is made for each number of rows, so only multiples of this occur above it. */
        private static final int ROWS = 8;

        /** Rows above which the BLAS is as fast; measured on AVX2: at 1 row half, at 16 two thirds of its time, at 64 no gain. */
        private static final int FEW = 32;

        /** The same of the output matrix, which is so large that laying it out costs more. */
        private static final int FEW_FOR_HEAD = 64;

        private final Plain plain;
        private final Dtype dtype;
        private final List<Map<Site, PackedMatrix>> layers = new ArrayList<>();
        private final PackedMatrix head;

        Packed(LanguageModel model, int rows) {
            plain = new Plain(model);
            dtype = model.dtype();
            int few = Math.min(rows, FEW);
            for (int i = 0; i < model.config().layers(); i++) {
                Matrices.Layer matrices = model.matrices().layer(i);
                Map<Site, PackedMatrix> packed = new EnumMap<>(Site.class);
                packed.put(Site.QKV, new PackedMatrix(matrices.qkv(), few));
                packed.put(Site.O, new PackedMatrix(matrices.o(), few));
                packed.put(Site.GATE_UP, new PackedMatrix(matrices.gateUp(), few));
                packed.put(Site.DOWN, new PackedMatrix(matrices.down(), few));
                layers.add(packed);
            }
            head = new PackedMatrix(model.parameters().head(), Math.min(rows, FEW_FOR_HEAD));
        }

        @Override
        public Tensor apply(int layer, Site site, Tensor x, @Nullable Tensor bias) {
            if (x.size(0) > FEW) {
                return plain.apply(layer, site, x, bias);
            }
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
        public void add(Tensor sum, int layer, Site site, Tensor x) {
            if (x.size(0) > FEW) {
                plain.add(sum, layer, site, x);
            } else {
                DecodeProducts.super.add(sum, layer, site, x);
            }
        }

        @Override
        public void head(Tensor out, Tensor normed) {
            if (normed.size(0) > FEW_FOR_HEAD) {
                plain.head(out, normed);
                return;
            }
            out.copy_(head.times(normed, null));
        }

        @Override
        public boolean throughBlas(int rows) {
            return rows > FEW && plain.throughBlas(rows);
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
