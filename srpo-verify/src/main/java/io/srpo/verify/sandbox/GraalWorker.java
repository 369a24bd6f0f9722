package io.srpo.verify.sandbox;

/** The child JVM's program: one candidate in one GraalPy context, its examiner in another. */
final class GraalWorker {
    private GraalWorker() {}

    public static void main(String[] args) {
        System.exit(1);
    }
}
