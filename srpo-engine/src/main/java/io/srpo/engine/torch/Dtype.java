package io.srpo.engine.torch;

import io.srpo.core.SrpoException;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The number type of a model's matrix products; weights, optimizer state, norms, softmax and losses are fp32 always. */
public enum Dtype {
    FP32(ScalarType.Float),
    BF16(ScalarType.BFloat16);

    /** The configuration's word for "measure, and take the faster". */
    public static final String AUTO = "auto";

    private final ScalarType type;

    Dtype(ScalarType type) {
        this.type = type;
    }

    /**
     * By the configuration's word.
     *
     * @param word {@code fp32} or {@code bf16}
     * @throws SrpoException (input) for any other
     */
    public static Dtype of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "fp32", "float32" -> FP32;
            case "bf16", "bfloat16" -> BF16;
            default ->
                throw SrpoException.input("model.dtype: \"" + word + "\" is not supported; use auto, fp32 or bf16");
        };
    }

    /** Of a tensor, which has to have one of these. */
    public static Dtype of(Tensor tensor) {
        return tensor.element_size() == Short.BYTES ? BF16 : FP32;
    }

    /** As libtorch calls it. */
    public ScalarType type() {
        return type;
    }

    /** Of one number. */
    public int bytes() {
        return this == BF16 ? Short.BYTES : Float.BYTES;
    }

    /** The configuration's word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
