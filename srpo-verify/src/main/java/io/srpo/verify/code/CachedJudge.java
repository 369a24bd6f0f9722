package io.srpo.verify.code;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.reward.KeptVerdict;
import io.srpo.core.reward.VerdictMemory;
import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A judge that remembers: the same program put to the same tests under the same limits by the same version of the verifier on the same
 * runtime is judged once, also when it is asked for twice at the same time. What the machine may have decided, a timeout or a fallen
 * wall, is never remembered. Thread-safe.
 */
public final class CachedJudge implements VerdictMemory, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Verdicts kept; the least recently used goes first. A verdict takes some 300 bytes. */
    private static final int MOST = 100_000;

    private final CodeJudge judge;
    private final String version;
    private final Map<String, CodeResult> known = bounded(true);
    /** Not yet taken by anyone; guarded by {@link #known}. */
    private final Map<String, CodeResult> fresh = bounded(false);

    private final Map<String, CompletableFuture<Optional<CodeResult>>> underWay = new ConcurrentHashMap<>();

    /** @param judge closed with this one */
    public CachedJudge(CodeJudge judge) {
        this(judge, CodeJudge.VERSION);
    }

    CachedJudge(CodeJudge judge, String version) {
        this.judge = judge;
        this.version = version;
    }

    private static Map<String, CodeResult> bounded(boolean byUse) {
        return new LinkedHashMap<>(1024, 0.75f, byUse) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, CodeResult> eldest) {
                return size() > MOST;
            }
        };
    }

    /** As {@link CodeJudge#judge}. */
    public CodeResult judge(Language language, String candidate, Tests tests) {
        String key = key(language, candidate, tests);
        while (true) {
            CompletableFuture<Optional<CodeResult>> mine = new CompletableFuture<>();
            CompletableFuture<Optional<CodeResult>> other = underWay.putIfAbsent(key, mine);
            if (other == null) {
                return first(key, mine, language, candidate, tests);
            }
            Optional<CodeResult> shared = other.join();
            if (shared.isPresent()) {
                return shared.get();
            }
        }
    }

    private CodeResult first(
            String key,
            CompletableFuture<Optional<CodeResult>> answer,
            Language language,
            String candidate,
            Tests tests) {
        CodeResult made = null;
        try {
            synchronized (known) {
                made = known.get(key);
            }
            if (made == null) {
                made = judge.judge(language, candidate, tests);
                if (lasting(made.status())) {
                    synchronized (known) {
                        known.put(key, made);
                        fresh.put(key, made);
                    }
                }
            }
            return made;
        } finally {
            underWay.remove(key);
            // Who waits for a verdict that was none tries on its own.
            answer.complete(Optional.ofNullable(made).filter(result -> result.status() != Status.SANDBOX_ERROR));
        }
    }

    /**
     * What a verdict depends on, as 64 hexadecimal digits of SHA-256: the verifier's version, language, program, tests, limits, and the
     * wall with the runtime behind it. A verdict of another version or runtime has another key and is never met again.
     */
    public String key(Language language, String candidate, Tests tests) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(
                    version,
                    language.label(),
                    candidate,
                    tests.getClass().getSimpleName(),
                    JSON.writeValueAsString(tests),
                    judge.limits().toString(),
                    judge.runtime(language))) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<KeptVerdict> takeNew() {
        Map<String, CodeResult> taken;
        synchronized (known) {
            taken = new LinkedHashMap<>(fresh);
            fresh.clear();
        }
        return taken.entrySet().stream()
                .map(entry -> kept(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(KeptVerdict::key))
                .toList();
    }

    private KeptVerdict kept(String key, CodeResult result) {
        return new KeptVerdict(key, version, result.status().label(), result.passed(), result.total(), result.reason());
    }

    @Override
    public void remember(List<KeptVerdict> kept) {
        for (KeptVerdict verdict : kept) {
            Optional<Status> status = Status.of(verdict.status()).filter(CachedJudge::lasting);
            if (verdict.version().equals(version) && status.isPresent()) {
                synchronized (known) {
                    known.put(
                            verdict.key(),
                            new CodeResult(status.get(), verdict.passed(), verdict.total(), verdict.reason(), 0));
                }
            }
        }
    }

    /** Whether it is the program's doing, and not the machine's. */
    private static boolean lasting(Status status) {
        return status != Status.TIMEOUT && status != Status.SANDBOX_ERROR;
    }

    @Override
    public void close() {
        judge.close();
    }
}
