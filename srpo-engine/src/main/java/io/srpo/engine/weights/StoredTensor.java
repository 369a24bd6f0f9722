package io.srpo.engine.weights;

/**
 * Where a tensor lies in its file.
 *
 * @param shape outermost dimension first
 * @param offset of its first byte in the file
 */
record StoredTensor(String name, long[] shape, Encoding encoding, long offset) {
    /** Number of values; 1 for a scalar. */
    long values() {
        return count(shape);
    }

    /** Bytes in the file. */
    long bytes() {
        return encoding.bytes(values());
    }

    /** Product of the dimensions. @throws ArithmeticException when it does not fit 63 bits */
    static long count(long[] shape) {
        long count = 1;
        for (long dimension : shape) {
            count = Math.multiplyExact(count, dimension);
        }
        return count;
    }
}
