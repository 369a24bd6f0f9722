package io.srpo.engine.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import io.srpo.engine.weights.GgufFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A model's tokenizer: the Hugging Face tokenizers library over a {@code tokenizer.json}, read from a folder or made from GGUF metadata.
 *
 * <p>{@link #encode} gives what {@code tok(text).input_ids} gives in transformers: special tokens written in the text become their ids, and a begin-of-text token is
 * added just when the tokenizer's post-processor does so. Nothing is cut or padded. Thread-safe.
 */
public final class Tokenizer implements AutoCloseable {
    static {
        // The library's jar holds its native code; it must neither look for another build on the network nor report its
        // use.
        for (Map.Entry<String, String> setting :
                Map.of("ai.djl.offline", "true", "OPT_OUT_TRACKING", "true").entrySet()) {
            if (System.getProperty(setting.getKey()) == null) {
                System.setProperty(setting.getKey(), setting.getValue());
            }
        }
    }

    private final String json;
    private final HuggingFaceTokenizer tokenizer;
    private final Map<String, Integer> ids;
    private final int learnt;
    private final int vocabSize;

    private Tokenizer(
            String json, HuggingFaceTokenizer tokenizer, Map<String, Integer> learnt, Map<String, Integer> ids) {
        this.json = json;
        this.tokenizer = tokenizer;
        this.ids = ids;
        this.learnt = size(learnt);
        this.vocabSize = size(ids);
    }

    private static int size(Map<String, Integer> ids) {
        return ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    }

    /**
     * From a {@code tokenizer.json} file.
     *
     * @throws SrpoException (input) when it is missing or not a tokenizer
     */
    public static Tokenizer fromFile(Path path) {
        try {
            return fromJson(Files.readString(path), path.toString());
        } catch (IOException e) {
            throw SrpoException.input(
                    path + ": cannot be read (" + e.getMessage() + "); a model folder needs its tokenizer.json", e);
        }
    }

    /**
     * From the metadata of a GGUF file.
     *
     * @throws SrpoException (input) when its kind of tokenizer or pre-tokenizer is not known
     */
    public static Tokenizer fromGguf(GgufFile file) {
        return fromJson(
                GgufTokenizer.json(file.metadata(), file.path()), file.path().toString());
    }

    /**
     * From the text of a {@code tokenizer.json}.
     *
     * @param where names the source in error messages
     */
    public static Tokenizer fromJson(String json, String where) {
        Map<String, String> options = Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false");
        try {
            JsonNode root = new ObjectMapper().readTree(json);
            Map<String, Integer> learnt = learnt(root);
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            return new Tokenizer(
                    json,
                    HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(bytes), options),
                    learnt,
                    withAdded(learnt, root));
        } catch (JsonProcessingException e) {
            throw SrpoException.input(
                    where + ": the tokenizer is not readable as JSON (" + e.getOriginalMessage() + ", line "
                            + e.getLocation().getLineNr()
                            + "); the file is cut short or damaged, fetch or copy it again",
                    e);
        } catch (IOException e) {
            throw SrpoException.input(where + ": the tokenizer cannot be read (" + e.getMessage() + ")", e);
        } catch (RuntimeException e) {
            throw SrpoException.input(
                    where + ": not a tokenizer that the Hugging Face tokenizers library reads (" + e.getMessage() + ")",
                    e);
        }
    }

    private static Map<String, Integer> learnt(JsonNode root) {
        Map<String, Integer> ids = new HashMap<>();
        JsonNode vocab = root.path("model").path("vocab");
        vocab.properties()
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue().intValue()));
        if (vocab.isArray()) {
            // Unigram models list [token, score] pairs in the order of their ids.
            for (int i = 0; i < vocab.size(); i++) {
                ids.put(vocab.get(i).path(0).asText(), i);
            }
        }
        return ids;
    }

    private static Map<String, Integer> withAdded(Map<String, Integer> learnt, JsonNode root) {
        Map<String, Integer> ids = new HashMap<>(learnt);
        root.path("added_tokens")
                .forEach(token ->
                        ids.put(token.path("content").asText(), token.path("id").intValue()));
        return ids;
    }

    /** Token ids of a text; special tokens in it are recognised. */
    public int[] encode(String text) {
        return Arrays.stream(tokenizer.encode(text).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /**
     * The text of token ids; bytes that are no UTF-8 become U+FFFD, ids outside the vocabulary nothing.
     *
     * @param skipSpecial whether special tokens are left out
     */
    public String decode(int[] tokens, boolean skipSpecial) {
        return tokenizer.decode(Arrays.stream(tokens).asLongStream().toArray(), skipSpecial);
    }

    /** A decoder for tokens that arrive one by one. */
    public StreamingDecoder streamingDecoder(boolean skipSpecial) {
        return new StreamingDecoder(this, skipSpecial);
    }

    /** The id of exactly this token, written as in the vocabulary ({@code <|im_end|>}, {@code Ġthe}). */
    public OptionalInt id(String token) {
        Integer id = ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** One more than the largest id; a model's embedding may have more rows than that. */
    public int vocabSize() {
        return vocabSize;
    }

    /** The same without tokens that were added to the learnt vocabulary; a model's embedding has a row for each of these. */
    public int learntSize() {
        return learnt;
    }

    /** The {@code tokenizer.json} itself, to be saved beside trained weights. */
    public String json() {
        return json;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
