package io.srpo.engine.tokenizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import io.srpo.engine.weights.GgufMetadata;
import java.nio.file.Path;
import java.util.List;

/** Builds the {@code tokenizer.json} that stands for the byte-level BPE tokenizer in a GGUF file's metadata. */
final class GgufTokenizer {
    /** llama.cpp's token types (enum llama_token_type). */
    private static final int CONTROL = 3;

    private static final int USER_DEFINED = 4;
    private static final int UNUSED = 5;

    private static final ObjectMapper JSON = new ObjectMapper();

    private GgufTokenizer() {}

    static String json(GgufMetadata meta, Path path) {
        String model = meta.string("tokenizer.ggml.model");
        if (!model.equals("gpt2")) {
            throw SrpoException.input(
                    path + ": tokenizer.ggml.model is " + model
                            + "; only byte-level BPE (gpt2) is read from GGUF, use the model's Hugging Face folder with its tokenizer.json");
        }
        PreTokenizer pre = PreTokenizer.named(meta.stringOrNull("tokenizer.ggml.pre"), path);
        List<String> tokens = meta.strings("tokenizer.ggml.tokens");
        int[] types = meta.integers("tokenizer.ggml.token_type");

        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        root.set("normalizer", pre.normalizer(JSON));
        root.set("pre_tokenizer", pre.preTokenizer(JSON));
        boolean addBos = meta.flag("tokenizer.ggml.add_bos_token", pre.addsBos());
        int bos = meta.integer("tokenizer.ggml.bos_token_id", -1);
        root.set(
                "post_processor",
                addBos && bos >= 0 && bos < tokens.size() ? bosFirst(tokens.get(bos), bos) : byteLevel());
        root.set("decoder", byteLevel());
        ObjectNode bpe = root.putObject("model");
        bpe.put("type", "BPE").putNull("dropout").putNull("unk_token");
        bpe.put("continuing_subword_prefix", "").put("end_of_word_suffix", "");
        bpe.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", pre.ignoresMerges());
        ObjectNode vocab = bpe.putObject("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            int type = id < types.length ? types[id] : 1;
            if (type == CONTROL || type == USER_DEFINED) {
                added(added.addObject(), id, tokens.get(id), type == CONTROL);
            }
            if (type != UNUSED) {
                vocab.put(tokens.get(id), id);
            }
        }
        ArrayNode merges = bpe.putArray("merges");
        for (String merge : meta.strings("tokenizer.ggml.merges")) {
            // A space parts the two; none can lie within, since byte-level BPE writes it as another character.
            int space = merge.indexOf(' ', 1);
            if (space < 0) {
                throw SrpoException.input(path + ": tokenizer.ggml.merges holds \"" + merge
                        + "\", which is no pair; convert the model again");
            }
            merges.addArray().add(merge.substring(0, space)).add(merge.substring(space + 1));
        }
        return root.toString();
    }

    private static void added(ObjectNode token, int id, String content, boolean special) {
        token.put("id", id).put("content", content).put("single_word", false);
        token.put("lstrip", false).put("rstrip", false).put("normalized", false).put("special", special);
    }

    static ObjectNode byteLevel() {
        return JSON.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", false);
    }

    private static ObjectNode bosFirst(String token, int id) {
        ObjectNode post = JSON.createObjectNode().put("type", "TemplateProcessing");
        for (String template : List.of("single", "pair")) {
            ArrayNode parts = post.putArray(template);
            parts.addObject().putObject("SpecialToken").put("id", token).put("type_id", 0);
            parts.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
            if (template.equals("pair")) {
                parts.addObject().putObject("Sequence").put("id", "B").put("type_id", 1);
            }
        }
        ObjectNode special = post.putObject("special_tokens").putObject(token);
        special.put("id", token).putArray("ids").add(id);
        special.putArray("tokens").add(token);
        return post;
    }
}
