package io.srpo.train.config;

import org.jspecify.annotations.Nullable;

/**
 * Which weights a run starts from.
 *
 * @param path a Hugging Face folder or a GGUF file, absolute; or {@value #BUNDLED}
 * @param dtype {@code auto} (measured: the fastest that trains soundly on this machine), {@code fp32} or {@code bf16}
 * @param lora adapters that are trained in place of the weights; null to train the weights
 */
public record ModelSpec(String path, String dtype, @Nullable LoraSpec lora) {
    /** The path that stands for the small policy that comes with the product. */
    public static final String BUNDLED = "bundled";

    /** The same with the number type that was measured to be the fastest. */
    public ModelSpec withDtype(String measured) {
        return new ModelSpec(path, measured, lora);
    }

    public boolean bundled() {
        return path.equals(BUNDLED);
    }
}
