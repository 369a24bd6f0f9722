package io.srpo.engine.tokenizer;

import io.srpo.engine.weights.GgufBuilder;
import io.srpo.engine.weights.GgufFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A byte-level BPE tokenizer with a handful of merges, in GGUF metadata: ids 0 to 255 are GPT-2's characters for bytes. */
public final class ByteTokenizer {
    static final List<String> MERGES = List.of("Ġ c", "a t", "Ġc at", "1 2", "12 3", "4 5", "! !", "Ġ Ġ", "' s");

    private ByteTokenizer() {}

    /** With a pre-tokenizer of llama.cpp's name; special tokens are {@code <s>} and {@code </s>}. */
    public static Tokenizer of(String pre) throws IOException {
        return of(metadata().put("tokenizer.ggml.pre", pre));
    }

    static Tokenizer of(GgufBuilder metadata) throws IOException {
        Path path = Files.createTempFile("tokenizer", ".gguf");
        try (GgufFile file = GgufFile.open(metadata.write(path))) {
            return Tokenizer.fromGguf(file);
        } finally {
            Files.delete(path);
        }
    }

    static GgufBuilder metadata() {
        List<String> tokens = new ArrayList<>();
        List<Integer> types = new ArrayList<>();
        int moved = 256;
        for (int b = 0; b < 256; b++) {
            boolean visible = (b >= 33 && b <= 126) || (b >= 161 && b != 173);
            tokens.add(Character.toString(visible ? b : moved++));
            types.add(1);
        }
        for (String merge : MERGES) {
            tokens.add(merge.replace(" ", ""));
            types.add(1);
        }
        for (String special : List.of("<s>", "</s>")) {
            tokens.add(special);
            types.add(3);
        }
        tokens.add("<tool>");
        types.add(4);
        tokens.add("[PAD268]");
        types.add(5);
        return new GgufBuilder()
                .put("tokenizer.ggml.model", "gpt2")
                .put("tokenizer.ggml.tokens", tokens)
                .put("tokenizer.ggml.token_type", types)
                .put("tokenizer.ggml.merges", MERGES)
                .put("tokenizer.ggml.bos_token_id", tokens.indexOf("<s>"))
                .put("tokenizer.ggml.eos_token_id", tokens.indexOf("</s>"));
    }
}
