package io.srpo.verify.code;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A judge that remembers: the same program put to the same tests under the same limits by the same version of the verifier is judged
 * once. What the machine may have decided, a timeout or a fallen wall, is never remembered. Thread-safe.
 */
public final class CachedJudge implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Verdicts kept; the least recently used goes first. A verdict takes some 300 bytes. */
    private static final int MOST = 100_000;

    private final CodeJudge judge;
    private final Map<String, CodeResult> known = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CodeResult> eldest) {
            return size() > MOST;
        }
    };

    /** @param judge closed with this one */
    public CachedJudge(CodeJudge judge) {
        this.judge = judge;
    }

    /** As {@link CodeJudge#judge}. */
    public CodeResult judge(Language language, String candidate, Tests tests) {
        String key = key(language, candidate, tests);
        CodeResult found;
        synchronized (known) {
            found = known.get(key);
        }
        if (found != null) {
            return found;
        }
        CodeResult made = judge.judge(language, candidate, tests);
        remember(key, made);
        return made;
    }

    /**
     * What a verdict depends on, as 64 hexadecimal digits of SHA-256: the verifier's version, language, program, tests and limits. A
     * ledger that keeps it beside the verdict can be read back through {@link #remember} in a later run; a verdict of another version
     * has another key and is never met again.
     */
    public String key(Language language, String candidate, Tests tests) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(
                    CodeJudge.VERSION,
                    language.label(),
                    candidate,
                    tests.getClass().getSimpleName(),
                    JSON.writeValueAsString(tests),
                    judge.limits().toString())) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes over a verdict, unless it is one that the machine may have decided. */
    public void remember(String key, CodeResult result) {
        if (result.status() != Status.TIMEOUT && result.status() != Status.SANDBOX_ERROR) {
            synchronized (known) {
                known.put(key, result);
            }
        }
    }

    @Override
    public void close() {
        judge.close();
    }
}
