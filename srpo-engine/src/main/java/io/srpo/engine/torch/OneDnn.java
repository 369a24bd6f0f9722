package io.srpo.engine.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.layer_normalization_forward;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reduction;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.softmax_backward;
import org.bytedeco.dnnl.softmax_forward;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** oneDNN's matrix product, softmax, sum, norm, elementwise product and orders of matrices, called directly. oneDNN compiles each for its shape; a thread keeps those that it used last, since a product's work space is that of
 * the thread that compiled it: run by another one it may read beyond its operands. */
final class OneDnn {
    /** oneDNN's numbers of a product's operands. */
    private static final int SOURCE = 1;

    private static final int WEIGHTS = 33;
    private static final int RESULT = 17;

    private static final int SECOND = 2;

    /** What the result is multiplied with, when that is the only thing done to it, and when it is the second one. */
    private static final int FACTOR = 32768 | SECOND;

    private static final int LATER_FACTOR = 65536 | SECOND;

    /**
     * Products and the like kept ready by each thread, and by the library for all of them, a product of some 0.4 MB: what one micro-batch needs, a handful for each number of rows and a dozen for each length of an
     * answer.
     */
    private static final int MOST_READY = 256;

    /**
     * Bytes that must be free before anything is compiled or laid out: far more than most take, and beyond the 32 MiB up to which glibc, given back a block, keeps twice as much free memory from then on, in each thread's
     * arena.
     */
    private static final long ROOM = 40L << 20;

    private static final engine PROCESSOR = processor();
    private static final ThreadLocal<OneDnn> OWN = ThreadLocal.withInitial(OneDnn::new);

    /** What is done to a product before it is written. */
    enum Then {
        NOTHING,
        /** It is added to what is there. */
        ADD,
        /** {@code exp(x)}. */
        EXP,
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

    /**
     * What a norm reads and writes.
     *
     * @param from {@code [rows, width]}
     * @param to alike
     * @param rows a number a row
     * @param weight a number a column
     */
    record Norm(memory.desc from, memory.desc to, memory.desc rows, memory.desc weight, double epsilon) {}

    /**
     * What is multiplied element by element.
     *
     * @param rounded the result, and what is added to the first factor: oneDNN writes the type of the first operand
     * @param x the first factor
     * @param silu whether that is {@code silu(x)} instead
     * @param factor the second, or a row of it
     */
    record Elements(memory.desc rounded, memory.desc x, boolean silu, memory.desc factor) {}

    /** A product is compiled for as many threads as the library has at that time, which may change the order of its sums. */
    private record Key(Record shape, int threads) {}

    /**
     * What is compiled for a shape, and where its operands' addresses are put.
     *
     * @param bound in the order in which {@link #run} is given the addresses
     */
    private record Ready(primitive compiled, List<memory> bound, IntMemoryMap operands) {
        static Ready of(primitive compiled, Map<Integer, memory.desc> operands) {
            List<memory> bound = new ArrayList<>();
            IntMemoryMap map = Torch.keep(new IntMemoryMap());
            operands.forEach((number, description) -> {
                memory unbound = Torch.keep(new memory(description, PROCESSOR, null));
                bound.add(unbound);
                map.put(number, unbound);
            });
            return new Ready(Torch.keep(compiled), bound, map);
        }

        void drop() {
            Torch.drop(operands);
            Torch.drop(compiled);
            bound.forEach(Torch::drop);
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
        Ready product = ready(shape, () -> product(operands.get()));
        if (factor == null) {
            run(product, a, b, out);
        } else {
            run(product, a, b, out, factor);
        }
    }

    /**
     * Softmax over the columns.
     *
     * @param shape names the compiled softmax
     * @param from {@code [rows, columns]}
     * @param to alike, of any number type
     */
    void softmax(Record shape, Supplier<memory.desc> from, Supplier<memory.desc> to, Pointer data, Pointer out) {
        run(ready(shape, () -> softmax(from.get(), to.get())), data, out);
    }

    /**
     * The derivative of softmax over the columns.
     *
     * @param shape names what is compiled
     * @param fp32 the gradient by the softmax, and the softmax, {@code [rows, columns]}
     * @param to the gradient by what it was of, of any number type
     */
    void softmaxBack(
            Record shape,
            Supplier<memory.desc> fp32,
            Supplier<memory.desc> to,
            Pointer by,
            Pointer softmax,
            Pointer out) {
        run(ready(shape, () -> softmaxBack(fp32.get(), to.get())), by, softmax, out);
    }

    /**
     * Sums over the columns.
     *
     * @param shape names the compiled sum
     * @param from {@code [rows, columns]}
     * @param to {@code [rows, 1]}
     */
    void sum(Record shape, Supplier<memory.desc> from, Supplier<memory.desc> to, Pointer data, Pointer out) {
        run(ready(shape, () -> sum(from.get(), to.get())), data, out);
    }

    /**
     * {@code (x - mean) / sqrt(variance + epsilon) * weight}.
     *
     * @param shape names the compiled norm
     */
    void norm(
            Record shape,
            Supplier<Norm> operands,
            Pointer x,
            Pointer mean,
            Pointer variance,
            Pointer weight,
            Pointer out) {
        run(ready(shape, () -> norm(operands.get())), x, mean, variance, weight, out);
    }

    /**
     * Multiplies element by element.
     *
     * @param shape names what is compiled
     * @param nothing zeros of the result's type
     */
    void multiplyElements(
            Record shape, Supplier<Elements> operands, Pointer nothing, Pointer x, Pointer out, Pointer factor) {
        run(ready(shape, () -> elements(operands.get())), nothing, x, out, factor);
    }

    /**
     * The derivative of silu.
     *
     * @param shape names what is compiled
     * @param fp32 all three
     * @param by gradient by {@code silu(x)}
     */
    void siluBack(Record shape, Supplier<memory.desc> fp32, Pointer x, Pointer by, Pointer out) {
        run(ready(shape, () -> siluBack(fp32.get())), x, by, out);
    }

    /**
     * Room for a matrix in the order in which a product reads it fastest; lives until dropped.
     *
     * @param layout all that the others depend on
     * @param plain the matrix as it is now
     * @param product that is meant
     */
    memory room(Record layout, Supplier<memory.desc> plain, Supplier<matmul.primitive_desc> product) {
        try (memory.desc wanted = copy(layout, plain, product).bound.get(1).get_desc()) {
            needRoom(wanted.get_size());
            return Torch.keep(new memory(wanted, PROCESSOR));
        }
    }

    /** Copies a matrix into its {@link #room}. */
    void layOut(
            Record layout,
            Supplier<memory.desc> plain,
            Supplier<matmul.primitive_desc> product,
            Pointer matrix,
            Pointer room) {
        run(copy(layout, plain, product), matrix, room);
    }

    private Ready copy(Record layout, Supplier<memory.desc> plain, Supplier<matmul.primitive_desc> product) {
        return ready(layout, () -> {
            memory.desc from = plain.get();
            memory.desc to = product.get().weights_desc();
            reorder.primitive_desc order = new reorder.primitive_desc(PROCESSOR, from, PROCESSOR, to);
            return Ready.of(new reorder(order), operands(SOURCE, from, RESULT, to));
        });
    }

    /** A product with a matrix in whatever order it is read fastest; belongs to the surrounding scope. */
    static matmul.primitive_desc anyOrder(memory.desc a, memory.desc plain, memory.desc out) {
        memory.desc any = new memory.desc(plain.get_dims(), plain.get_data_type(), memory.format_tag.any);
        return new matmul.primitive_desc(PROCESSOR, a, any, out);
    }

    private Ready ready(Record shape, Supplier<Ready> make) {
        return ready.computeIfAbsent(new Key(shape, torch.get_num_threads()), key -> {
            try (PointerScope scope = new PointerScope()) {
                needRoom(ROOM);
                return make.get();
            }
        });
    }

    private void run(Ready ready, Pointer... addresses) {
        for (int i = 0; i < addresses.length; i++) {
            ready.bound.get(i).set_data_handle(addresses[i]);
        }
        // On a processor this returns when all is done.
        ready.compiled.execute(order, ready.operands);
    }

    /** A tensor by its strides; belongs to the surrounding scope. */
    static memory.desc strided(Dtype dtype, long[] sizes, long[] strides) {
        return new memory.desc(sizes, dtype == Dtype.BF16 ? memory.data_type.bf16 : memory.data_type.f32, strides);
    }

    private static Ready product(Operands operands) {
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after(operands));
        matmul product = new matmul(
                new matmul.primitive_desc(PROCESSOR, operands.a, operands.b, operands.out, attributes, false));
        Map<Integer, memory.desc> numbered = operands(SOURCE, operands.a, WEIGHTS, operands.b);
        numbered.put(RESULT, operands.out);
        if (operands.factor != null) {
            numbered.put(FACTOR, operands.factor);
        }
        return Ready.of(product, numbered);
    }

    private static Ready softmax(memory.desc from, memory.desc to) {
        softmax_forward softmax = new softmax_forward(new softmax_forward.primitive_desc(
                PROCESSOR, dnnl.prop_kind.forward_inference, dnnl.algorithm.softmax_accurate, from, to, 1));
        return Ready.of(softmax, operands(SOURCE, from, RESULT, to));
    }

    private static Ready softmaxBack(memory.desc fp32, memory.desc to) {
        softmax_forward.primitive_desc forward = new softmax_forward.primitive_desc(
                PROCESSOR, dnnl.prop_kind.forward_training, dnnl.algorithm.softmax_accurate, fp32, fp32, 1);
        softmax_backward back = new softmax_backward(new softmax_backward.primitive_desc(
                PROCESSOR, dnnl.algorithm.softmax_accurate, to, fp32, fp32, 1, forward));
        Map<Integer, memory.desc> numbered = operands(dnnl.DNNL_ARG_DIFF_DST, fp32, dnnl.DNNL_ARG_DST, fp32);
        numbered.put(dnnl.DNNL_ARG_DIFF_SRC, to);
        return Ready.of(back, numbered);
    }

    private static Ready sum(memory.desc from, memory.desc to) {
        reduction sum =
                new reduction(new reduction.primitive_desc(PROCESSOR, dnnl.algorithm.reduction_sum, from, to, 0, 0));
        return Ready.of(sum, operands(SOURCE, from, RESULT, to));
    }

    private static Ready norm(Norm norm) {
        layer_normalization_forward compiled =
                new layer_normalization_forward(new layer_normalization_forward.primitive_desc(
                        PROCESSOR,
                        dnnl.dnnl_forward_inference,
                        norm.from,
                        norm.to,
                        norm.rows,
                        (float) norm.epsilon,
                        dnnl.dnnl_use_global_stats | dnnl.dnnl_use_scale));
        Map<Integer, memory.desc> numbered = operands(SOURCE, norm.from, dnnl.DNNL_ARG_MEAN, norm.rows);
        numbered.put(dnnl.DNNL_ARG_VARIANCE, norm.rows);
        numbered.put(dnnl.DNNL_ARG_SCALE, norm.weight);
        numbered.put(RESULT, norm.to);
        return Ready.of(compiled, numbered);
    }

    private static Ready elements(Elements elements) {
        post_ops after = new post_ops();
        if (elements.silu) {
            after.append_eltwise(dnnl.algorithm.eltwise_swish, 1, 0);
        }
        after.append_binary(dnnl.algorithm.binary_mul, elements.factor);
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after);
        binary product = new binary(new binary.primitive_desc(
                PROCESSOR,
                dnnl.algorithm.binary_add,
                elements.rounded,
                elements.x,
                elements.rounded,
                attributes,
                false));
        Map<Integer, memory.desc> numbered = operands(SOURCE, elements.rounded, SECOND, elements.x);
        numbered.put(RESULT, elements.rounded);
        numbered.put(elements.silu ? LATER_FACTOR : FACTOR, elements.factor);
        return Ready.of(product, numbered);
    }

    private static Ready siluBack(memory.desc fp32) {
        eltwise_forward.primitive_desc forward = new eltwise_forward.primitive_desc(
                PROCESSOR, dnnl.prop_kind.forward_training, dnnl.algorithm.eltwise_swish, fp32, fp32, 1, 0);
        eltwise_backward back = new eltwise_backward(new eltwise_backward.primitive_desc(
                PROCESSOR, dnnl.algorithm.eltwise_swish, fp32, fp32, fp32, 1, 0, forward));
        Map<Integer, memory.desc> numbered = operands(SOURCE, fp32, dnnl.DNNL_ARG_DIFF_DST, fp32);
        numbered.put(dnnl.DNNL_ARG_DIFF_SRC, fp32);
        return Ready.of(back, numbered);
    }

    private static Map<Integer, memory.desc> operands(int first, memory.desc a, int second, memory.desc b) {
        Map<Integer, memory.desc> operands = new LinkedHashMap<>();
        operands.put(first, a);
        operands.put(second, b);
        return operands;
    }

    private static post_ops after(Operands operands) {
        post_ops after = new post_ops();
        switch (operands.then) {
            case NOTHING -> {}
            case ADD -> after.append_sum();
            case EXP -> after.append_eltwise(dnnl.algorithm.eltwise_exp, 1, 0);
            case SILU -> after.append_eltwise(dnnl.algorithm.eltwise_swish, 1, 0);
            case TIMES -> after.append_binary(dnnl.algorithm.binary_mul, Objects.requireNonNull(operands.factor));
        }
        return after;
    }

    /** Asks libtorch, which says with an exception that there is no memory left: while it compiles, oneDNN does not look whether it was given what it asked for, and its crash ends the process. */
    private static void needRoom(long bytes) {
        Torch.empty(Math.max(ROOM, bytes) / Float.BYTES).close();
    }

    private static engine processor() {
        dnnl.set_primitive_cache_capacity(MOST_READY);
        return Torch.keep(new engine(engine.kind.cpu, 0));
    }
}
