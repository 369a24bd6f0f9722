package io.srpo.verify.sandbox.graal;

/**
 * The child JVM's program: one candidate after another, each a {@link GraalSession} with contexts of its own. The parent watches the
 * time; what does not end when told to is ended with this JVM. The heap is the limit on memory.
 *
 * <p>Candidates and examiners have an engine each, so that no code that an examiner runs was ever in an engine with a candidate.
 */
final class GraalWorker {
    /** More candidates than this one JVM does not serve. */
    private static final int MOST_CANDIDATES = 500;
    /** A heap fuller than this after a candidate is looked at; a new JVM holds about 150 MB. */
    private static final long FULL = 280L << 20;

    private GraalWorker() {}

    public static void main(String[] args) throws Exception {
        HeapWatch.start();
        GraalLink link = new GraalLink();
        GraalContexts candidates = new GraalContexts();
        GraalContexts examiners = new GraalContexts();
        for (int served = 0; served < MOST_CANDIDATES && !full(); served++) {
            GraalSession session = new GraalSession(link, candidates, examiners);
            link.send("{\"ready\":true}");
            HeapWatch.limit(Long.MAX_VALUE);
            session.start();
            link.awaitNext();
            session.end();
            link.forget();
            link.send("{\"ended\":true}");
        }
        Runtime.getRuntime().halt(0);
    }

    /** Whether candidates that have ended left so much that the next would be short of memory. */
    private static boolean full() {
        if (HeapWatch.used() < FULL) {
            return false;
        }
        System.gc();
        return HeapWatch.used() >= FULL;
    }
}
