package io.srpo.train.config;

/**
 * Which weights a run starts from.
 *
 * @param path a Hugging Face folder or a GGUF file, absolute; or {@value #BUNDLED}
 * @param dtype {@code auto} (measured: the fastest that trains soundly on this machine), {@code fp32} or {@code bf16}
 */
public record ModelSpec(String path, String dtype) {
    /** The path that stands for the small policy that comes with the product. */
    public static final String BUNDLED = "bundled";

    public boolean bundled() {
        return path.equals(BUNDLED);
    }
}
