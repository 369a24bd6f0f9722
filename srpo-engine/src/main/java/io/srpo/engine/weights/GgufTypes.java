package io.srpo.engine.weights;

import io.srpo.core.SrpoException;
import java.nio.file.Path;

/** ggml's numbers for tensor types (enum ggml_type). */
final class GgufTypes {
    private GgufTypes() {}

    static Encoding encoding(Path path, String tensor, int type) {
        return switch (type) {
            case 0 -> Encoding.F32;
            case 1 -> Encoding.F16;
            case 2 -> Encoding.Q4_0;
            case 3 -> Encoding.Q4_1;
            case 6 -> Encoding.Q5_0;
            case 7 -> Encoding.Q5_1;
            case 8 -> Encoding.Q8_0;
            case 12 -> Encoding.Q4_K;
            case 13 -> Encoding.Q5_K;
            case 14 -> Encoding.Q6_K;
            case 28 -> Encoding.F64;
            case 30 -> Encoding.BF16;
            default ->
                throw SrpoException.input(
                        path + ": tensor " + tensor + " is of ggml type " + type
                                + ", which is not read; use a file of type F32, F16, BF16, Q8_0, Q6_K, Q5_K, Q5_0, Q5_1, Q4_K, Q4_0 or Q4_1");
        };
    }
}
