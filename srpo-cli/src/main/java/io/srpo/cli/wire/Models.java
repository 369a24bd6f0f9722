package io.srpo.cli.wire;

import io.srpo.engine.Policy;
import io.srpo.engine.tokenizer.ChatTemplate;
import io.srpo.train.config.LoraSpec;
import io.srpo.train.config.ModelSpec;
import io.srpo.train.prompt.ChatFormatter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens models by what configuration and command line call them. */
public final class Models {
    private Models() {}

    /**
     * @param path a Hugging Face folder, a GGUF file, or {@code bundled}
     * @param threads 0 for all cores
     */
    public static Policy open(String path, String dtype, int threads) {
        return open(path, dtype, null, threads, 0);
    }

    /**
     * For training, with adapters where the configuration asks for them.
     *
     * @param seed of the adapters' first values
     */
    public static Policy open(String path, String dtype, @Nullable LoraSpec lora, int threads, long seed) {
        Path place = path.equals(ModelSpec.BUNDLED) ? BundledPolicy.unpack() : Path.of(path);
        return Policy.open(place, dtype, threads, lora(lora), seed);
    }

    static io.srpo.engine.model.@Nullable LoraSpec lora(@Nullable LoraSpec spec) {
        return spec == null ? null : new io.srpo.engine.model.LoraSpec(spec.rank(), spec.alpha(), spec.targets());
    }

    /** The model's chat template as the trainer's port; null when it has none. */
    public static @Nullable ChatFormatter chat(Policy policy) {
        ChatTemplate template = policy.chatTemplate();
        return template == null
                ? null
                : (messages, open) -> template.render(
                        messages.stream()
                                .map(m -> new ChatTemplate.Message(m.role(), m.content()))
                                .toList(),
                        open);
    }
}
