package io.srpo.engine.model;

import io.srpo.core.SrpoException;
import io.srpo.engine.weights.GgufFile;
import io.srpo.engine.weights.GgufMetadata;
import io.srpo.engine.weights.GgufNames;
import java.util.List;

/** The rotary embedding's scaling in a GGUF file: metadata keys, or for Llama 3.1 and later a tensor of divisors. */
final class GgufRope {
    /** Of all Llama 3.1, 3.2 and 3.3 models; the file holds only what follows from them. */
    private static final double LOW = 1;

    private static final double HIGH = 4;
    private static final List<Integer> ORIGINAL_POSITIONS = List.of(8192, 4096, 2048, 16384, 32768);

    private final GgufFile file;
    private final String name;

    /** @param name the architecture, which begins the keys */
    GgufRope(GgufFile file, String name) {
        this.file = file;
        this.name = name;
    }

    RopeScaling scaling(double theta, int headDim) {
        if (file.hasTensor(GgufNames.ROTARY_DIVISORS)) {
            return llama3(file.read(GgufNames.ROTARY_DIVISORS), theta, headDim);
        }
        GgufMetadata meta = file.metadata();
        String key = name + ".rope.scaling.";
        String type = meta.has(key + "type") ? meta.string(key + "type") : "none";
        return switch (type) {
            case "none" -> new RopeScaling.None();
            case "linear" -> new RopeScaling.Linear(meta.real(key + "factor"));
            case "yarn" ->
                RopeScaling.Yarn.of(meta.real(key + "factor"), meta.integer(key + "original_context_length"));
            default ->
                throw SrpoException.input(file.path() + ": " + key + "type is " + type
                        + "; supported are none, linear, yarn and Llama 3's divisors");
        };
    }

    /** The scaling whose divisors these are. */
    private RopeScaling llama3(float[] divisors, double theta, int headDim) {
        double factor = 1;
        for (float divisor : divisors) {
            factor = Math.max(factor, divisor);
        }
        for (int original : ORIGINAL_POSITIONS) {
            RopeScaling.Llama3 guess = new RopeScaling.Llama3(factor, LOW, HIGH, original);
            if (explains(guess, divisors, theta, headDim)) {
                return guess;
            }
        }
        throw SrpoException.input(file.path() + ": the divisors in " + GgufNames.ROTARY_DIVISORS
                + " are not those of Llama 3's scaling; use the model's Hugging Face folder");
    }

    private static boolean explains(RopeScaling guess, float[] divisors, double theta, int headDim) {
        double[] plain = new RopeScaling.None().frequencies(theta, headDim);
        double[] stretched = guess.frequencies(theta, headDim);
        boolean same = divisors.length == plain.length;
        for (int i = 0; same && i < divisors.length; i++) {
            double expected = plain[i] / stretched[i];
            same = Math.abs(divisors[i] - expected) <= 1e-4 * expected;
        }
        return same;
    }
}
