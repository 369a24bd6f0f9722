package io.srpo.cli.frame;

import io.srpo.core.SrpoException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory that ran out, in the Java heap or beside it, where libtorch and the ledger's database have theirs. Each says so in its own way, somewhere in a failure's causes.
 *
 * @param heap whether it was the Java heap
 * @param what happened, in words
 */
public record MemoryShortage(boolean heap, String what) {
    /** How the JVM, libtorch, oneDNN, DuckDB and the system say that they were refused memory. */
    private static final List<String> REFUSED = List.of(
            "can't allocate memory",
            "bad_alloc",
            "could not create a primitive",
            "could not create a memory object",
            "Out of Memory Error",
            "Map failed",
            "annot allocate memory");

    /** Errors of the JVM that a larger heap does not mend. */
    private static final List<String> NOT_OF_THE_HEAP =
            List.of("native thread", "Metaspace", "class space", "Map failed");

    private static final Pattern WANTED = Pattern.compile("tried to allocate (\\d+) bytes");

    /** The shortage behind a failure, if that is what it was. */
    public static Optional<MemoryShortage> behind(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            // What this program says itself is no evidence: it may only repeat its cause.
            String message = at instanceof SrpoException ? "" : String.valueOf(at.getMessage());
            if (at instanceof OutOfMemoryError && NOT_OF_THE_HEAP.stream().noneMatch(message::contains)) {
                return Optional.of(new MemoryShortage(
                        true,
                        "the Java heap ran out, which may grow to "
                                + megabytes(Runtime.getRuntime().maxMemory()) + " here"));
            }
            if (at instanceof OutOfMemoryError || REFUSED.stream().anyMatch(message::contains)) {
                return Optional.of(
                        new MemoryShortage(false, "memory ran out beside the Java heap (" + refusal(message) + ")"));
            }
        }
        return Optional.empty();
    }

    /** What to do about the heap: twice as much of it. */
    public static String largerHeap() {
        long gigabytes = Math.max(1, Math.round(2.0 * Runtime.getRuntime().maxMemory() / (1L << 30)));
        return "give it more with SRPO_JAVA_OPTS=-Xmx" + gigabytes + "g";
    }

    private static String refusal(String message) {
        Matcher wanted = WANTED.matcher(message);
        return wanted.find()
                ? "another " + megabytes(Long.parseLong(wanted.group(1))) + " were refused"
                : message.lines().findFirst().orElse("");
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.0f MB", Math.ceil(bytes / 1e6));
    }
}
