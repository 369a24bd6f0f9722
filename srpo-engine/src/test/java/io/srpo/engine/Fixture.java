package io.srpo.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.engine.model.LoraSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The models that independent figures exist for, and reading those figures. */
public final class Fixture {
    /** Small random models, in src/test/resources. */
    public static final List<String> TINY = List.of("tiny-llama", "tiny-qwen2", "tiny-qwen3");

    /** One thread: operators wait for each other at barriers, which is slow while other programs run. */
    public static final int THREADS = 1;

    private Fixture() {}

    public static Path path(String name) {
        return TestFiles.resource("models/" + name);
    }

    /** In fp32, whatever is fastest here: the figures are in fp32. */
    public static Policy open(String name) {
        return open(name, "fp32");
    }

    public static Policy open(String name, String dtype) {
        return Policy.open(path(name), dtype, THREADS);
    }

    /** With adapters that already say something. */
    public static Policy withAdapters(String name, LoraSpec spec) {
        return Policy.open(path(name), "fp32", THREADS, spec, 7);
    }

    /** SmolLM2-135M-Instruct. */
    public static Policy openReal() {
        return Policy.open(
                TestFiles.shared("models/smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf"), "fp32", THREADS);
    }

    public static JsonNode reference(String name) {
        return reference(path(name));
    }

    public static JsonNode realReference() {
        return reference(TestFiles.shared("models/smollm2-135m-instruct"));
    }

    private static JsonNode reference(Path folder) {
        try {
            return TestFiles.json(folder.resolve("reference.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
    }

    public static double[] doubles(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> array.get(i).asDouble())
                .toArray();
    }
}
