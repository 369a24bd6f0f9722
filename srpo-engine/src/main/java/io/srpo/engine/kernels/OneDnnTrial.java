package io.srpo.engine.kernels;

import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small products of each number type, compared with libtorch's: whether oneDNN's library is here, the processor can do with the type, and they come out right. All of its kernels depend on it. */
public final class OneDnnTrial {
    private static final Logger LOG = LoggerFactory.getLogger(OneDnnTrial.class);
    private static final Map<Dtype, Boolean> PASSED = new EnumMap<>(Dtype.class);

    static {
        for (Dtype dtype : Dtype.values()) {
            PASSED.put(dtype, passes(dtype));
        }
    }

    private OneDnnTrial() {}

    /** Whether oneDNN's kernels are to be used in this number type. */
    public static boolean passed(Dtype dtype) {
        return Boolean.TRUE.equals(PASSED.get(dtype));
    }

    private static boolean passes(Dtype dtype) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = torch.rand(5, 32);
            Tensor matrix = torch.rand(48, 32);
            Tensor right = torch.mm(x, matrix.t());
            Tensor roundedX = x.to(dtype.type());
            Tensor rounded = matrix.to(dtype.type()).t();
            Tensor plain = Torch.zeros(5, 48);
            WideProduct.run(plain, roundedX, rounded, true);
            Tensor laidOut = Torch.zeros(5, 48);
            try (PackedMatrix packed = new PackedMatrix(rounded, 5, true)) {
                packed.add(laidOut, roundedX);
            }
            double most = dtype == Dtype.FP32 ? 1e-4 : 0.3;
            return distance(plain, right) < most && distance(laidOut, right) < most;
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("no kernels of oneDNN in {}: {}", dtype.word(), e.getMessage());
            return false;
        }
    }

    private static double distance(Tensor one, Tensor other) {
        return one.sub(other).abs_().max().item_float();
    }
}
