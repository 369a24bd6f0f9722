package io.srpo.engine.decoder;

import io.srpo.core.SrpoException;
import io.srpo.engine.model.LoraSpec;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Low-rank adapters of a decoder's matrices, or as many gradients, as fp32 views into one flat tensor. */
public final class Adapters implements AutoCloseable {
    private static final int ALIGNMENT = 16;

    /**
     * One target's adapter.
     *
     * @param firstRow of the target within its {@link Site}'s matrix
     * @param a {@code [rank, in]}
     * @param b {@code [out, rank]}
     */
    record Pair(int firstRow, Tensor a, Tensor b) {
        long out() {
            return b.size(0);
        }
    }

    private final LoraSpec spec;
    private final Buffers buffers = new Buffers();
    private final Tensor flat;
    private final Scalar scale;
    private final List<Map<Site, List<Pair>>> layers = new ArrayList<>();
    private final Map<String, Tensor> named = new LinkedHashMap<>();

    private Adapters(ModelConfig config, LoraSpec spec) {
        this.spec = spec;
        AdapterLayout layout = new AdapterLayout(config);
        long length = 0;
        for (String target : spec.targets()) {
            AdapterLayout.Target place = layout.target(target);
            length += align(spec.rank() * (long) place.in()) + align(spec.rank() * (long) place.out());
        }
        flat = buffers.zeros(length * config.layers());
        scale = Torch.constant(spec.scale());
        long next = 0;
        try (PointerScope scope = new PointerScope()) {
            for (int i = 0; i < config.layers(); i++) {
                Map<Site, List<Pair>> sites = new EnumMap<>(Site.class);
                for (String target : spec.targets()) {
                    AdapterLayout.Target place = layout.target(target);
                    Tensor a = view(next, spec.rank(), place.in());
                    next += align(a.numel());
                    Tensor b = view(next, place.out(), spec.rank());
                    next += align(b.numel());
                    sites.computeIfAbsent(place.site(), s -> new ArrayList<>()).add(new Pair(place.firstRow(), a, b));
                    String name = AdapterLayout.peftName(i, target);
                    named.put(name + ".lora_A.weight", a);
                    named.put(name + ".lora_B.weight", b);
                }
                layers.add(sites);
            }
        }
    }

    private Tensor view(long from, long rows, long columns) {
        return buffers.own(flat.narrow(0, from, rows * columns).view(rows, columns));
    }

    private static long align(long elements) {
        return (elements + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** All zero, for gradients. */
    public static Adapters zeros(ModelConfig config, LoraSpec spec) {
        return new Adapters(config, spec);
    }

    /** As training begins (PEFT's rule): A uniform in +-1/sqrt(in), B zero, so that nothing is changed yet. The same seed gives the same bits. */
    public static Adapters fresh(ModelConfig config, LoraSpec spec, long seed) {
        Adapters result = new Adapters(config, spec);
        SplittableRandom random = new SplittableRandom(seed);
        for (Map.Entry<String, Tensor> entry : result.named.entrySet()) {
            if (entry.getKey().endsWith(".lora_A.weight")) {
                Tensor a = entry.getValue();
                float bound = (float) (1 / Math.sqrt((double) a.size(1)));
                float[] values = new float[Math.toIntExact(a.numel())];
                for (int i = 0; i < values.length; i++) {
                    values[i] = bound * (2 * (float) random.nextDouble() - 1);
                }
                Torch.write(a, values);
            }
        }
        return result;
    }

    public LoraSpec spec() {
        return spec;
    }

    /** The flat fp32 tensor. */
    public Tensor flat() {
        return flat;
    }

    /** PEFT's names with their shapes, A before B, layer by layer. */
    public Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        named.forEach((name, tensor) -> shapes.put(name, new long[] {tensor.size(0), tensor.size(1)}));
        return Collections.unmodifiableMap(shapes);
    }

    /** Values by PEFT's name, row-major. */
    public float[] read(String name) {
        return Torch.array(tensor(name));
    }

    /** Sets values by PEFT's name, row-major. */
    public void write(String name, float[] values) {
        Torch.write(tensor(name), values);
    }

    private Tensor tensor(String name) {
        Tensor tensor = named.get(name);
        if (tensor == null) {
            throw SrpoException.internal("there is no adapter tensor " + name);
        }
        return tensor;
    }

    List<Pair> pairs(int layer, Site site) {
        return layers.get(layer).getOrDefault(site, List.of());
    }

    Scalar scale() {
        return scale;
    }

    /** The weight with its adapters added; a new tensor of the surrounding scope. */
    Tensor merged(Tensor weight, int layer, Site site) {
        List<Pair> pairs = pairs(layer, site);
        if (pairs.isEmpty()) {
            return weight;
        }
        Tensor result = weight.clone();
        for (Pair pair : pairs) {
            result.narrow(0, pair.firstRow, pair.out()).addmm_(pair.b, pair.a, Torch.ONE, scale);
        }
        return result;
    }

    /** A parameter by its Hugging Face name with its adapter added, row-major. */
    float[] merged(Parameters parameters, String name) {
        Tensor b = named.get("base_model.model." + name.replace(".weight", ".lora_B.weight"));
        Tensor a = named.get("base_model.model." + name.replace(".weight", ".lora_A.weight"));
        if (a == null || b == null) {
            return parameters.read(name);
        }
        try (PointerScope scope = new PointerScope()) {
            return Torch.array(parameters.view(name).clone().addmm_(b, a, Torch.ONE, scale));
        }
    }

    @Override
    public void close() {
        Torch.drop(scale);
        buffers.close();
    }
}
