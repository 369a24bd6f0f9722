package io.srpo.cli.wire;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The small policy that comes with the product: a Hugging Face folder among the program's resources. */
public final class BundledPolicy {
    private static final List<String> REQUIRED = List.of("config.json", "model.safetensors", "tokenizer.json");
    private static final List<String> OPTIONAL =
            List.of("generation_config.json", "tokenizer_config.json", "special_tokens_map.json");

    private BundledPolicy() {}

    /**
     * Unpacks it into a folder of its own that goes when the program ends.
     *
     * @throws SrpoException (resource) when it is not among the resources or cannot be written
     */
    public static Path unpack() {
        try {
            Path folder = Files.createTempDirectory("srpo-bundled-");
            folder.toFile().deleteOnExit();
            for (String name : REQUIRED) {
                if (!copy(name, folder)) {
                    throw SrpoException.resource("this build comes without the bundled policy (bundled/" + name
                            + " is missing); name a model's folder or GGUF file instead");
                }
            }
            OPTIONAL.forEach(name -> copy(name, folder));
            return folder;
        } catch (IOException e) {
            throw SrpoException.resource("the bundled policy cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private static boolean copy(String name, Path folder) {
        try (InputStream in = BundledPolicy.class.getResourceAsStream("/bundled/" + name)) {
            if (in == null) {
                return false;
            }
            Path file = folder.resolve(name);
            Files.copy(in, file);
            file.toFile().deleteOnExit();
            return true;
        } catch (IOException e) {
            throw SrpoException.resource("the bundled policy cannot be unpacked: " + e.getMessage(), e);
        }
    }
}
