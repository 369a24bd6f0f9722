package io.srpo.train.evaluate;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a well-known benchmark is customarily asked. Samples and temperatures are those of the sets' own papers or of common reports; where customs differ the choice
 * is ours. 16 to 64 answers are customary for small sets, one greedy answer for large ones.
 *
 * @param name as on the command line
 * @param hub the set's name on the Hub, for {@code ./srpo data get}
 * @param samples answers to each question
 * @param temperature 0 for greedy
 * @param maxTokens a limit that the customary answers fit in
 */
public record Protocol(String name, String hub, int samples, double temperature, double topP, int maxTokens) {
    private static final List<Protocol> KNOWN = List.of(
            new Protocol("gsm8k", "openai/gsm8k", 1, 0, 1, 1024),
            new Protocol("math-500", "HuggingFaceH4/MATH-500", 4, 0.6, 0.95, 4096),
            new Protocol("aime24", "HuggingFaceH4/aime_2024", 32, 0.6, 0.95, 16384),
            new Protocol("aime25", "math-ai/aime25", 32, 0.6, 0.95, 16384),
            new Protocol("humaneval", "openai/openai_humaneval", 1, 0, 1, 1024),
            new Protocol("mbpp", "google-research-datasets/mbpp", 1, 0, 1, 1024),
            new Protocol("mbjp", "mxeval/mbxp", 1, 0, 1, 1024),
            new Protocol("livecodebench", "livecodebench/code_generation_lite", 8, 0.2, 0.95, 8192),
            new Protocol("var-math", "var-math/VAR-MATH", 16, 0.6, 0.95, 16384),
            new Protocol("countdown", "Jiayi-Pan/Countdown-Tasks-3to4", 8, 0.6, 0.95, 1024));

    /** The one of this name, or null. */
    public static @Nullable Protocol named(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        for (Protocol protocol : KNOWN) {
            if (protocol.name().replace("-", "").equals(plain)) {
                return protocol;
            }
        }
        return null;
    }

    public static List<String> names() {
        return KNOWN.stream().map(Protocol::name).toList();
    }
}
