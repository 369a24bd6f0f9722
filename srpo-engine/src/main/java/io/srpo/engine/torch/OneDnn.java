package io.srpo.engine.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** oneDNN's matrix product, called directly. oneDNN compiles a product for its shape; each thread keeps those that it used last, since a product's work space is that of
 * the thread that compiled it: run by another one it may read beyond its operands. */
final class OneDnn {
    /** oneDNN's numbers of a product's operands. */
    private static final int SOURCE = 1;

    private static final int WEIGHTS = 33;
    private static final int RESULT = 17;

    /** What the result is multiplied with, when that is the only thing done to it. */
    private static final int FACTOR = 32768 | 2;

    /**
     * Products kept ready by each thread, and by the library for all of them, each of some 0.4 MB: what one micro-batch needs, a handful for each number of rows and a dozen for each length of an
     * answer.
     */
    private static final int MOST_READY = 256;

    /** Bytes that must be free before a product is compiled: far more than it takes. */
    private static final long ROOM = 16L << 20;

    private static final engine PROCESSOR = processor();
    private static final ThreadLocal<OneDnn> OWN = ThreadLocal.withInitial(OneDnn::new);

    /** What is done to a product before it is written. */
    enum Then {
        NOTHING,
        /** It is added to what is there. */
        ADD,
        /** {@code x * sigmoid(x)}. */
        SILU,
        /** It is multiplied with a further operand, element by element. */
        TIMES
    }

    /**
     * What a product reads and writes.
     *
     * @param factor for {@link Then#TIMES}
     */
    record Operands(memory.desc a, memory.desc b, memory.desc out, Then then, memory.@Nullable desc factor) {
        Operands(memory.desc a, memory.desc b, memory.desc out, Then then) {
            this(a, b, out, then, null);
        }
    }

    /** A product is compiled for as many threads as the library has at that time, which may change the order of its sums. */
    private record Key(Record shape, int threads) {}

    /** A product compiled for a shape, and where its operands' addresses are put. */
    private record Ready(
            matmul product,
            memory a,
            memory b,
            memory out,
            @Nullable memory factor,
            IntMemoryMap operands) {
        void drop() {
            for (Pointer pointer : new Pointer[] {operands, product, a, b, out}) {
                Torch.drop(pointer);
            }
            if (factor != null) {
                Torch.drop(factor);
            }
        }
    }

    private final stream order = Torch.keep(new stream(PROCESSOR));
    private final Map<Key, Ready> ready = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Ready> eldest) {
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
     * Multiplies.
     *
     * @param shape all that {@code operands} depend on; names the compiled product
     * @param factor for {@link Then#TIMES}
     */
    void multiply(
            Record shape, Supplier<Operands> operands, Pointer a, Pointer b, Pointer out, @Nullable Pointer factor) {
        Ready product = ready.computeIfAbsent(new Key(shape, torch.get_num_threads()), key -> prepare(operands));
        product.a.set_data_handle(a);
        product.b.set_data_handle(b);
        product.out.set_data_handle(out);
        if (product.factor != null && factor != null) {
            product.factor.set_data_handle(factor);
        }
        product.product.execute(order, product.operands);
        order._wait();
    }

    /**
     * A copy of a matrix in the order in which a product reads it fastest; lives until dropped.
     *
     * @param from as it is now
     * @param a the other operand, and {@code out} the result, of the product that is meant
     */
    memory laidOut(Pointer matrix, memory.desc from, memory.desc a, memory.desc out) {
        try (PointerScope scope = new PointerScope()) {
            needRoom();
            memory.desc any = new memory.desc(from.get_dims(), from.get_data_type(), memory.format_tag.any);
            memory.desc wanted = new matmul.primitive_desc(PROCESSOR, a, any, out).weights_desc();
            memory plain = new memory(from, PROCESSOR, matrix);
            memory result = Torch.keep(new memory(wanted, PROCESSOR));
            new reorder(plain, result).execute(order, plain, result);
            order._wait();
            return result;
        }
    }

    /** A tensor by its strides; belongs to the surrounding scope. */
    static memory.desc strided(Dtype dtype, long[] sizes, long[] strides) {
        return new memory.desc(sizes, dtype == Dtype.BF16 ? memory.data_type.bf16 : memory.data_type.f32, strides);
    }

    private static Ready prepare(Supplier<Operands> shape) {
        try (PointerScope scope = new PointerScope()) {
            needRoom();
            Operands operands = shape.get();
            primitive_attr attributes = new primitive_attr();
            attributes.set_post_ops(after(operands));
            matmul product = new matmul(
                    new matmul.primitive_desc(PROCESSOR, operands.a, operands.b, operands.out, attributes, false));
            Ready made = new Ready(
                    Torch.keep(product),
                    unbound(operands.a),
                    unbound(operands.b),
                    unbound(operands.out),
                    operands.factor == null ? null : unbound(operands.factor),
                    Torch.keep(new IntMemoryMap()));
            made.operands.put(SOURCE, made.a).put(WEIGHTS, made.b).put(RESULT, made.out);
            if (made.factor != null) {
                made.operands.put(FACTOR, made.factor);
            }
            return made;
        }
    }

    private static post_ops after(Operands operands) {
        post_ops after = new post_ops();
        switch (operands.then) {
            case NOTHING -> {}
            case ADD -> after.append_sum();
            case SILU -> after.append_eltwise(dnnl.algorithm.eltwise_swish, 1, 0);
            case TIMES -> after.append_binary(dnnl.algorithm.binary_mul, Objects.requireNonNull(operands.factor));
        }
        return after;
    }

    /** While it compiles, oneDNN does not look whether it was given the memory that it asked for, and its crash ends the process; libtorch says so with an exception. */
    private static void needRoom() {
        Torch.empty(ROOM / Float.BYTES).close();
    }

    private static memory unbound(memory.desc description) {
        return Torch.keep(new memory(description, PROCESSOR, null));
    }

    private static engine processor() {
        dnnl.set_primitive_cache_capacity(MOST_READY);
        return Torch.keep(new engine(engine.kind.cpu, 0));
    }
}
