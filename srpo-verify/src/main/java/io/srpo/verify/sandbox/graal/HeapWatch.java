package io.srpo.verify.sandbox.graal;

/**
 * Holds a candidate to its memory limit inside the child JVM: what the heap holds beyond what it held before the candidate came. Past
 * the limit a collection tells what is really in use; when that is past it too, the JVM halts as one that is out of memory does.
 */
final class HeapWatch {
    private static final long LOOK_MILLIS = 50;
    /** A program that makes much garbage is not to spend its time in collections that this watch asks for. */
    private static final long LEAST_BETWEEN_COLLECTIONS_NANOS = 500_000_000;

    private static volatile long most = Long.MAX_VALUE;

    private HeapWatch() {}

    /** From now on, no more than this many bytes beyond what is held now; Long.MAX_VALUE for no limit. */
    static void limit(long bytes) {
        long held = used();
        most = bytes > Long.MAX_VALUE - held ? Long.MAX_VALUE : held + bytes;
    }

    static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    static void start() {
        Thread watch = new Thread(HeapWatch::watch, "heap");
        watch.setDaemon(true);
        watch.start();
    }

    private static void watch() {
        long collected = System.nanoTime() - LEAST_BETWEEN_COLLECTIONS_NANOS;
        while (true) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            if (used() > most && System.nanoTime() - collected > LEAST_BETWEEN_COLLECTIONS_NANOS) {
                System.gc();
                collected = System.nanoTime();
                if (used() > most) {
                    Runtime.getRuntime().halt(GraalWall.OUT_OF_MEMORY);
                }
            }
        }
    }
}
