package io.srpo.cli.wire;

import io.srpo.engine.Policy;
import io.srpo.engine.tokenizer.ChatTemplate;
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
        Path place = path.equals(ModelSpec.BUNDLED) ? BundledPolicy.unpack() : Path.of(path);
        return Policy.open(place, dtype, threads);
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
