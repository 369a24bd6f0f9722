package io.srpo.engine.model;

import io.srpo.core.SrpoException;
import io.srpo.engine.tokenizer.Tokenizer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A model's tokenizer, read on a thread of its own while the weights are read, which takes about as long. Closing waits for it and frees one that nobody took, so that none reads files that are
 * closed.
 */
public final class TokenizerAhead implements AutoCloseable {
    private final CompletableFuture<Optional<Tokenizer>> reading;
    private boolean taken;

    /** Begins to read. */
    public TokenizerAhead(ModelFiles files) {
        reading = CompletableFuture.supplyAsync(
                () -> files.hasTokenizer() ? Optional.of(files.tokenizer()) : Optional.empty(),
                task -> new Thread(task, "srpo-tokenizer").start());
    }

    /**
     * Waits for it and hands it over; null when the model has none.
     *
     * @throws SrpoException (input) as {@link ModelFiles#tokenizer}
     */
    public @Nullable Tokenizer take() {
        taken = true;
        try {
            return reading.join().orElse(null);
        } catch (CompletionException e) {
            if (e.getCause() instanceof SrpoException told) {
                throw told;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (!taken) {
            reading.thenAccept(read -> read.ifPresent(Tokenizer::close))
                    .exceptionally(failure -> null)
                    .join();
        }
    }
}
