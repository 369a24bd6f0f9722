package io.srpo.data.tokenize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A learned byte-level BPE vocabulary, and its files for Hugging Face's tokenizer library.
 *
 * @param tokens in the byte alphabet; the index is the id; special tokens follow
 * @param merges in the order learned
 */
public record BytePairVocabulary(List<String> tokens, List<Merge> merges) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Two neighbours that become one token. */
    public record Merge(String left, String right) implements Comparable<Merge> {
        @Override
        public int compareTo(Merge other) {
            int order = left.compareTo(other.left);
            return order != 0 ? order : right.compareTo(other.right);
        }
    }

    public BytePairVocabulary {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
    }

    /** Tokens in all, special ones included. */
    public int size() {
        return tokens.size() + SpecialTokens.ALL.size();
    }

    /** The id of {@link SpecialTokens#END}. */
    public int endId() {
        return tokens.size();
    }

    /** Writes {@code tokenizer.json} and {@code tokenizer_config.json} into a folder. @throws SrpoException (resource) when that fails */
    public void save(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("tokenizer.json"), pretty(tokenizer()));
            Files.writeString(folder.resolve("tokenizer_config.json"), pretty(config()));
        } catch (IOException e) {
            throw SrpoException.resource("cannot write a tokenizer into " + folder + ": " + e.getMessage(), e);
        }
    }

    private ObjectNode tokenizer() {
        ObjectNode root = MAPPER.createObjectNode().put("version", "1.0");
        root.putNull("truncation").putNull("padding");
        root.set("added_tokens", added());
        root.putNull("normalizer");
        ObjectNode pre = root.putObject("pre_tokenizer").put("type", "Sequence");
        ArrayNode steps = pre.putArray("pretokenizers");
        ObjectNode split = steps.addObject().put("type", "Split");
        split.putObject("pattern").put("Regex", PreTokens.PATTERN);
        split.put("behavior", "Isolated").put("invert", false);
        byteLevel(steps.addObject());
        root.putNull("post_processor");
        byteLevel(root.putObject("decoder"));
        ObjectNode model = root.putObject("model").put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode vocab = model.putObject("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            vocab.put(tokens.get(id), id);
        }
        ArrayNode list = model.putArray("merges");
        merges.forEach(merge -> list.add(merge.left() + " " + merge.right()));
        return root;
    }

    private static void byteLevel(ObjectNode node) {
        node.put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", false);
    }

    private ArrayNode added() {
        ArrayNode list = MAPPER.createArrayNode();
        for (int i = 0; i < SpecialTokens.ALL.size(); i++) {
            list.add(token(SpecialTokens.ALL.get(i), MAPPER.createObjectNode().put("id", tokens.size() + i)));
        }
        return list;
    }

    /** Only the end token is "special", which in these files means: dropped when decoding. */
    private static ObjectNode token(String content, ObjectNode node) {
        return node.put("content", content)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", content.equals(SpecialTokens.END));
    }

    private ObjectNode config() {
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode decoder = root.putObject("added_tokens_decoder");
        for (int i = 0; i < SpecialTokens.ALL.size(); i++) {
            decoder.set(String.valueOf(tokens.size() + i), token(SpecialTokens.ALL.get(i), MAPPER.createObjectNode()));
        }
        return root.put("clean_up_tokenization_spaces", false)
                .put("eos_token", SpecialTokens.END)
                .put("pad_token", SpecialTokens.END)
                .put("tokenizer_class", "PreTrainedTokenizerFast");
    }

    private static String pretty(ObjectNode node) throws JsonProcessingException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    }
}
