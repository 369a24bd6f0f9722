package io.srpo.engine.torch;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The few libtorch calls whose raw form is long: creating tensors, copying between them and Java arrays, constants, threads. */
public final class Torch {
    static {
        // Otherwise every native object that is made asks the system for the process's size, in a lock that all threads
        // share; and a process twice as large as the Java heap may be is refused, however much memory there is.
        for (String limit : List.of("org.bytedeco.javacpp.maxphysicalbytes", "org.bytedeco.javacpp.maxbytes")) {
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, "0");
            }
        }
        Blas.choose();
    }

    /** The number 1, as libtorch takes it. */
    public static final Scalar ONE = constant(1.0);

    /** The number 0. */
    public static final Scalar ZERO = constant(0.0);

    /** The number -1. */
    public static final Scalar MINUS_ONE = constant(-1.0);

    /** "Same type as the input." */
    public static final ScalarTypeOptional SAME_TYPE = keep(new ScalarTypeOptional());

    private static final TensorOptions INT64 = keep(new TensorOptions(ScalarType.Long));

    private static volatile int threads;

    private Torch() {}

    /**
     * Loads the native libraries and sets how many threads the engine's {@link Team} has; operators themselves run on one thread each. Results are reproducible to the bit
     * only for equal thread counts.
     *
     * @param wanted at least 1, or 0 for all cores
     * @throws LinkageError when the native libraries cannot be loaded; {@link Libtorch#start} says so in words
     */
    public static int start(int wanted) {
        int count = wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
        if (threads != count) {
            ownThreads(1);
            threads = count;
        }
        return count;
    }

    /** Threads that the tensor library and the BLAS use inside one operator of this thread. */
    private static void ownThreads(int count) {
        torch.set_num_threads(count);
        // The presets' BLAS keeps a pool of its own, which libtorch's setting does not reach.
        openblas_nolapack.blas_set_num_threads(count);
    }

    /** Runs something with the libraries' own threads in place of the {@link Team}: single large operators, such as those that are timed to know the machine. */
    public static <T> T withLibraryThreads(Supplier<T> work) {
        ownThreads(threads());
        try {
            return work.get();
        } finally {
            ownThreads(1);
        }
    }

    /** Threads in force; 1 before {@link #start}. */
    public static int threads() {
        return Math.max(1, threads);
    }

    /** A constant that outlives every {@code PointerScope}. */
    public static Scalar constant(double value) {
        return keep(new Scalar(value));
    }

    /** Takes a native object out of the surrounding {@code PointerScope}; it lives until {@link #drop}. */
    public static <P extends Pointer> P keep(P pointer) {
        pointer.retainReference();
        return pointer;
    }

    /** Frees what {@link #keep} kept. */
    public static void drop(Pointer pointer) {
        pointer.releaseReference();
    }

    /** New uninitialised fp32 tensor. */
    public static Tensor empty(long... shape) {
        return torch.empty(shape);
    }

    /** New uninitialised tensor of another type. */
    public static Tensor empty(Dtype dtype, long... shape) {
        try (TensorOptions options = new TensorOptions(dtype.type())) {
            return torch.empty(shape, options, null);
        }
    }

    /** New tensor of zeros of a type. */
    public static Tensor zeros(Dtype dtype, long... shape) {
        Tensor tensor = empty(dtype, shape);
        tensor.zero_();
        return tensor;
    }

    /** New fp32 tensor of zeros. */
    public static Tensor zeros(long... shape) {
        return torch.zeros(shape);
    }

    /** New fp32 tensor of given values, row-major. */
    public static Tensor floats(float[] values, long... shape) {
        Tensor tensor = torch.empty(shape);
        write(tensor, values);
        return tensor;
    }

    /** New one-dimensional int64 tensor. */
    public static Tensor longs(long[] values) {
        Tensor tensor = torch.empty(new long[] {values.length}, INT64, null);
        try (LongPointer data = tensor.data_ptr_long()) {
            data.put(values);
        }
        return tensor;
    }

    /** New one-dimensional int64 tensor. */
    public static Tensor longs(int[] values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return longs(wide);
    }

    /** Copies an array over a contiguous fp32 tensor's first elements. */
    public static void write(Tensor contiguous, float[] values) {
        try (FloatPointer data = contiguous.data_ptr_float()) {
            data.put(values);
        }
    }

    /** Fills an array from a contiguous fp32 tensor's first elements. */
    public static void read(Tensor contiguous, float[] into) {
        try (FloatPointer data = contiguous.data_ptr_float()) {
            data.get(into);
        }
    }

    /** All values of an fp32 tensor, row-major. */
    public static float[] array(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.numel())];
        try (Tensor dense = tensor.contiguous()) {
            read(dense, values);
        }
        return values;
    }
}
