package io.srpo.train.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import io.srpo.data.ledger.LedgerReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Every answer of a run, small enough to lie in the page: what answers are looked for by in one part, their texts in parts of {@link #PAGE} answers that the browser
 * unpacks when they are looked at. Each part is JSON, compressed with gzip, in base64. Where all texts are too much, each is cut, to the same length.
 *
 * @param rollouts answers
 * @param longest characters after which a text is cut
 * @param page answers whose texts are in one part
 * @param index the part that {@link SampleIndex} makes
 * @param texts parts with an array of texts each
 */
record Samples(int rollouts, int longest, int page, String index, List<String> texts) {
    static final int PAGE = 250;

    /** Characters of base64 that all texts together may take; the page stays under 15 MB with it. */
    private static final long ROOM = 11_000_000;

    /** Where texts are cut, from nothing lost to nothing but the beginning. */
    private static final int[] LENGTHS = {20_000, 4_000, 2_000, 1_000, 500, 250, 120, 60};

    /** What gzip makes of a model's answers at worst, base64 included; parts that come out larger are made again, shorter. */
    private static final double HOPED_FOR = 0.5;

    private static final ObjectMapper JSON = new ObjectMapper();

    Samples {
        texts = List.copyOf(texts);
    }

    static Samples of(LedgerReader ledger) {
        for (int longest : LENGTHS) {
            boolean last = longest == LENGTHS[LENGTHS.length - 1];
            if (last || ledger.characters(longest) * HOPED_FOR < ROOM) {
                Samples samples = cutAt(longest, ledger);
                if (last || samples.size() < ROOM) {
                    return samples;
                }
            }
        }
        throw SrpoException.internal("no length is left to cut answers at");
    }

    private static Samples cutAt(int longest, LedgerReader ledger) {
        SampleIndex index = new SampleIndex(ledger.prompts());
        List<String> parts = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        ledger.samples(longest, row -> {
            index.add(row);
            texts.add(row.response());
            if (texts.size() == PAGE) {
                parts.add(packed(texts));
                texts.clear();
            }
        });
        if (!texts.isEmpty()) {
            parts.add(packed(texts));
        }
        return new Samples(index.size(), longest, PAGE, packed(index.columns()), parts);
    }

    private long size() {
        return texts.stream().mapToLong(String::length).sum();
    }

    private static String packed(Object content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(JSON.writeValueAsString(content).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw SrpoException.internal("the answers of the run cannot be written as JSON", e);
        } catch (IOException e) {
            throw SrpoException.internal("memory refused to be written", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
