package io.srpo.engine.decoder;

import io.srpo.engine.kernels.OneDnnTrial;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Team;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The products of decoding: few rows, the same matrices at every step, each cut by its result's columns into parts for the members of the {@link Team}. What comes out is fp32. */
final class DecodeProducts implements AutoCloseable {
    /** A kernel is made for each number of rows, so only multiples of this occur above it. */
    static final int ROWS = 8;

    private final boolean packed;
    private final List<Map<Site, List<Columns>>> layers = new ArrayList<>();
    private final List<Columns> head = new ArrayList<>();

    DecodeProducts(LanguageModel model) {
        packed = OneDnnTrial.passed(model.dtype());
        for (int i = 0; i < model.config().layers(); i++) {
            layers.add(new EnumMap<>(Site.class));
        }
        Team.each(layers.size() + 1, i -> {
            if (i == 0) {
                head.addAll(model.matrices().head().columns());
                return;
            }
            for (Site site : Site.values()) {
                layers.get(i - 1)
                        .put(site, model.matrices().layer(i - 1).at(site).columns());
            }
        });
    }

    /** Parts of a site, of the first layer as of every other. */
    List<Columns> parts(int layer, Site site) {
        List<Columns> parts = layers.get(layer).get(site);
        if (parts == null) {
            throw new IllegalStateException("no products: " + site);
        }
        return parts;
    }

    /** Parts of the output matrix. */
    List<Columns> head() {
        return head;
    }

    /** In which number type a model's decoding reads rows, and keeps keys and values: fp32 where products in its own type round their results. */
    static Dtype operands(Dtype dtype) {
        return OneDnnTrial.passed(dtype) ? dtype : Dtype.FP32;
    }

    /** Rows to compute for so many wanted. */
    int padded(int wanted) {
        return !packed || wanted <= ROWS ? wanted : (wanted + ROWS - 1) / ROWS * ROWS;
    }

    @Override
    public void close() {
        layers.forEach(sites -> sites.values().forEach(parts -> parts.forEach(Columns::close)));
        head.forEach(Columns::close);
    }
}
