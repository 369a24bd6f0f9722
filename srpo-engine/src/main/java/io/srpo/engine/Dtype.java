package io.srpo.engine;

import io.srpo.core.SrpoException;
import java.util.Locale;

/** The number type that a policy computes in; weights and optimizer state are fp32 always. */
public enum Dtype {
    FP32;

    /**
     * By the configuration's word.
     *
     * @param word {@code auto} or {@code fp32}
     * @throws SrpoException (input) for any other
     */
    public static Dtype of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "auto", "fp32", "float32" -> FP32;
            default -> throw SrpoException.input("model.dtype: \"" + word + "\" is not supported; use auto or fp32");
        };
    }
}
