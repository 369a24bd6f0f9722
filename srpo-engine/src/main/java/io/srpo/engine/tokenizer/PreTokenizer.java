package io.srpo.engine.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How text is cut into words before byte-level BPE, by the name in {@code tokenizer.ggml.pre}; the rules are those of llama.cpp's {@code llama-vocab.cpp}.
 *
 * @param splits regular expressions applied one after the other, each match becoming a piece of its own
 * @param nfc whether the text is brought into Unicode's form C first
 * @param ignoresMerges whether a piece that is a token as a whole is taken so, without merging
 * @param addsBos whether a begin-of-text token is put first unless the metadata says otherwise
 */
record PreTokenizer(List<String> splits, boolean nfc, boolean ignoresMerges, boolean addsBos) {
    private static final String GPT2 =
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
    private static final String WORDS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|";
    private static final String REST = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    /** @throws SrpoException (input) for a name whose rule is not known here */
    static PreTokenizer named(@Nullable String name, Path path) {
        return switch (name == null ? "default" : name) {
            case "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b" ->
                plain("\\p{N}", GPT2);
            case "qwen2", "stablelm2", "deepseek-r1-qwen", "megrez" ->
                new PreTokenizer(List.of(WORDS + "\\p{N}" + REST), true, false, false);
            case "llama-bpe", "llama3", "llama-v3", "falcon3", "pixtral" ->
                new PreTokenizer(List.of(WORDS + "\\p{N}{1,3}" + REST), false, true, true);
            case "gpt-2", "gpt2", "phi-2", "mpt", "olmo", "jais", "roberta-bpe" -> plain(GPT2);
            case "default" -> plain("[\\p{P}\\$\\+<=>\\^~\\|]+", GPT2, "\\p{N}+", "[0-9][0-9][0-9]");
            default ->
                throw SrpoException.input(
                        path + ": tokenizer.ggml.pre is " + name
                                + ", whose rule is not known here; known are smollm, qwen2, llama-bpe, gpt-2 and their kin; use the Hugging Face folder with its tokenizer.json");
        };
    }

    private static PreTokenizer plain(String... splits) {
        return new PreTokenizer(List.of(splits), false, false, false);
    }

    JsonNode normalizer(ObjectMapper json) {
        return nfc ? json.createObjectNode().put("type", "NFC") : json.nullNode();
    }

    JsonNode preTokenizer(ObjectMapper json) {
        ObjectNode sequence = json.createObjectNode().put("type", "Sequence");
        ArrayNode steps = sequence.putArray("pretokenizers");
        for (String split : splits) {
            ObjectNode step = steps.addObject().put("type", "Split");
            step.putObject("pattern").put("Regex", split);
            step.put("behavior", "Isolated").put("invert", false);
        }
        steps.add(GgufTokenizer.byteLevel());
        return sequence;
    }
}
