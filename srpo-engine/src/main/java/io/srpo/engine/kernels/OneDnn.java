package io.srpo.engine.kernels;

import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/**
 * oneDNN, called directly. It compiles each kernel for its shape; a thread keeps those that it used last, since a product's work space is that of the thread that compiled it: run by another one it may read beyond its
 * operands.
 */
final class OneDnn {
    /** The processor as oneDNN names it. */
    static final engine PROCESSOR = processor();

    /**
     * Kernels kept ready by each thread, and by the library for all of them, a product of some 0.4 MB: what one micro-batch needs, a handful for each number of rows and a dozen for each length of an answer.
     */
    private static final int MOST_READY = 256;

    /**
     * Bytes that must be free before anything is compiled or laid out: far more than most take, and beyond the 32 MiB up to which glibc, given back a block, keeps twice as much free memory from then on, in each thread's
     * arena.
     */
    private static final long ROOM = 40L << 20;

    private static final ThreadLocal<OneDnn> OWN = ThreadLocal.withInitial(OneDnn::new);

    /** A kernel is compiled for as many threads as the library has at that time, which may change the order of its sums. */
    private record Key(Record shape, int threads) {}

    private final stream order = Torch.keep(new stream(PROCESSOR));
    private final Map<Key, Compiled> ready = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Compiled> eldest) {
            if (size() <= MOST_READY) {
                return false;
            }
            eldest.getValue().drop();
            return true;
        }
    };

    private OneDnn() {}

    /** This thread's. */
    static OneDnn own() {
        return OWN.get();
    }

    /**
     * Runs a kernel.
     *
     * @param shape all that {@code compile} depends on; names what is compiled
     * @param addresses of its operands
     */
    void run(Record shape, Supplier<Compiled> compile, Pointer... addresses) {
        ready(shape, compile).run(order, addresses);
    }

    /** A kernel as it is kept; {@code compile} has a {@link PointerScope} of its own. */
    Compiled ready(Record shape, Supplier<Compiled> compile) {
        return ready.computeIfAbsent(new Key(shape, torch.get_num_threads()), key -> {
            try (PointerScope scope = new PointerScope()) {
                needRoom(ROOM);
                return compile.get();
            }
        });
    }

    /** oneDNN's number of what a result is multiplied with, by the place of that among the things done to it before it is written. */
    static int factor(int place) {
        return dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (place + 1) | dnnl.DNNL_ARG_SRC_1;
    }

    /** A tensor by its strides; belongs to the surrounding scope. */
    static memory.desc strided(Dtype dtype, long[] sizes, long[] strides) {
        return new memory.desc(sizes, dtype == Dtype.BF16 ? memory.data_type.bf16 : memory.data_type.f32, strides);
    }

    /** A contiguous matrix; belongs to the surrounding scope. */
    static memory.desc rows(Dtype dtype, long rows, long columns) {
        return strided(dtype, new long[] {rows, columns}, new long[] {columns, 1});
    }

    /** Numbers side by side; belongs to the surrounding scope. */
    static memory.desc line(Dtype dtype, long length) {
        return strided(dtype, new long[] {length}, new long[] {1});
    }

    /**
     * Asks libtorch, which says with an exception that there is no memory left: while it compiles, oneDNN does not look whether it was given what it asked for, and its crash ends the process.
     *
     * @param bytes that will be needed, where those are many
     */
    static void needRoom(long bytes) {
        Torch.empty(Math.max(ROOM, bytes) / Float.BYTES).close();
    }

    private static engine processor() {
        dnnl.set_primitive_cache_capacity(MOST_READY);
        return Torch.keep(new engine(engine.kind.cpu, 0));
    }
}
