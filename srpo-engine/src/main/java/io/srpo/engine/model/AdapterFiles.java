package io.srpo.engine.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import io.srpo.engine.weights.DurableFile;
import io.srpo.engine.weights.SafetensorsFile;
import io.srpo.engine.weights.SafetensorsWriter;
import io.srpo.engine.weights.SavedType;
import io.srpo.engine.weights.WeightSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Adapters in PEFT's layout: {@code adapter_config.json} and {@code adapter_model.safetensors}, loaded by {@code PeftModel.from_pretrained}. */
public final class AdapterFiles {
    private static final String CONFIG = "adapter_config.json";
    private static final String WEIGHTS = "adapter_model.safetensors";

    private AdapterFiles() {}

    /**
     * Writes both files, each aside and renamed.
     *
     * @param shapes PEFT's names and shapes
     * @param values by name, row-major
     */
    public static void write(Path folder, LoraSpec spec, Map<String, long[]> shapes, Function<String, float[]> values) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw SrpoException.resource(
                    folder + ": cannot be made (" + e.getMessage() + "); choose another folder", e);
        }
        SafetensorsWriter.write(folder.resolve(WEIGHTS), shapes, values, SavedType.F32);
        DurableFile.write(folder.resolve(CONFIG), config(spec));
    }

    private static String config(LoraSpec spec) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("peft_type", "LORA").put("task_type", "CAUSAL_LM");
        json.put("r", spec.rank()).put("lora_alpha", spec.alpha()).put("lora_dropout", 0.0);
        spec.targets().forEach(json.withArray("target_modules")::add);
        json.put("bias", "none").put("fan_in_fan_out", false).put("init_lora_weights", true);
        json.put("inference_mode", true).put("use_rslora", false).put("use_dora", false);
        json.putNull("base_model_name_or_path").putNull("modules_to_save");
        return json.toPrettyString() + "\n";
    }

    /**
     * Reads adapters of known shapes.
     *
     * @throws SrpoException (input) when they are missing or of another rank, alpha, targets or model
     */
    public static void read(Path folder, LoraSpec spec, Map<String, long[]> shapes, BiConsumer<String, float[]> into) {
        Path file = folder.resolve(WEIGHTS);
        if (!Files.isRegularFile(file)) {
            throw SrpoException.input(folder + ": has no " + WEIGHTS
                    + "; it was saved without adapters, so go on with it without model.lora");
        }
        JsonFile config = JsonFile.read(folder.resolve(CONFIG));
        int rank = config.integer("r");
        double alpha = config.real("lora_alpha", 0);
        if (rank != spec.rank() || alpha != spec.alpha()) {
            throw SrpoException.input(folder.resolve(CONFIG) + ": rank " + rank + " and alpha " + alpha
                    + " differ from model.lora's " + spec.rank() + " and " + spec.alpha());
        }
        try (WeightSource source = SafetensorsFile.open(file)) {
            shapes.forEach((name, shape) -> {
                if (!source.names().contains(name) || !Arrays.equals(source.shape(name), shape)) {
                    throw SrpoException.input(file + ": tensor " + name + " is missing or not " + Arrays.toString(shape)
                            + "; the adapters are of another model or of other targets");
                }
                into.accept(name, source.read(name));
            });
        }
    }
}
