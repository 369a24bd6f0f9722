package io.srpo.engine.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Products of bf16 matrices with results in fp32, the type that they are summed in: oneDNN called directly. libtorch's own product rounds each result to bf16, from which it has to be widened again, which costs
 * both time and 8 bits. Where oneDNN's library is not there, libtorch's product is taken.
 */
public final class WideProduct {
    private static final Logger LOG = LoggerFactory.getLogger(WideProduct.class);

    /** oneDNN's numbers of a product's operands. */
    private static final int SOURCE = 1;

    private static final int WEIGHTS = 33;
    private static final int RESULT = 17;

    /**
     * Products kept ready by each thread, and by the library for all of them, each of some 0.4 MB: what one micro-batch needs, a handful for each number of rows and a dozen for each length of an
     * answer.
     */
    private static final int MOST_READY = 256;

    private static final boolean AVAILABLE = find();
    private static final ThreadLocal<WideProduct> OWN = ThreadLocal.withInitial(WideProduct::new);

    /** Sizes and strides of {@code [m, n] = [m, k] * [k, n]}, so many times; 0 times where there is but one product and no dimension for more. */
    private record Shape(
            long times,
            long m,
            long k,
            long n,
            long aTimes,
            long aRow,
            long aColumn,
            long bTimes,
            long bRow,
            long bColumn,
            long outTimes,
            long outRow,
            boolean add) {
        static Shape of(Tensor out, Tensor a, Tensor b, boolean add) {
            boolean many = a.dim() == 3;
            return new Shape(
                    many ? a.size(0) : 0,
                    a.size(-2),
                    a.size(-1),
                    b.size(-1),
                    many ? a.stride(0) : 0,
                    a.stride(-2),
                    a.stride(-1),
                    many ? b.stride(0) : 0,
                    b.stride(-2),
                    b.stride(-1),
                    many ? out.stride(0) : 0,
                    out.stride(-2),
                    add);
        }
    }

    /** A product compiled for a shape, and where its operands' addresses are put. */
    private record Ready(matmul product, memory a, memory b, memory out, IntMemoryMap operands) {
        void drop() {
            for (Pointer pointer : new Pointer[] {operands, product, a, b, out}) {
                Torch.drop(pointer);
            }
        }
    }

    private final engine processor = Torch.keep(new engine(engine.kind.cpu, 0));
    private final stream order = Torch.keep(new stream(processor));
    private final Map<Shape, Ready> ready = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Shape, Ready> eldest) {
            if (size() <= MOST_READY) {
                return false;
            }
            eldest.getValue().drop();
            return true;
        }
    };

    private WideProduct() {}

    /** Whether oneDNN's library is here and multiplies. */
    public static boolean available() {
        return AVAILABLE;
    }

    /**
     * {@code out = a * b}, or several such products at once.
     *
     * @param out {@code [(times,) m, n]}, fp32, its columns side by side
     * @param a {@code [(times,) m, k]}, bf16, its rows or columns side by side
     * @param b {@code [(times,) k, n]}, alike
     */
    public static void multiply(Tensor out, Tensor a, Tensor b) {
        if (AVAILABLE) {
            OWN.get().run(out, a, b, false);
        } else {
            out.copy_(torch.matmul(a, b));
        }
    }

    /** {@code sum += a * b}; otherwise as {@link #multiply}. */
    public static void add(Tensor sum, Tensor a, Tensor b) {
        if (AVAILABLE) {
            OWN.get().run(sum, a, b, true);
        } else {
            sum.add_(torch.matmul(a, b));
        }
    }

    private void run(Tensor out, Tensor a, Tensor b, boolean add) {
        Ready product = ready.computeIfAbsent(Shape.of(out, a, b, add), this::prepare);
        try (Pointer aData = a.data_ptr();
                Pointer bData = b.data_ptr();
                Pointer outData = out.data_ptr()) {
            product.a.set_data_handle(aData);
            product.b.set_data_handle(bData);
            product.out.set_data_handle(outData);
            product.product.execute(order, product.operands);
            order._wait();
        }
    }

    private Ready prepare(Shape shape) {
        try (PointerScope scope = new PointerScope()) {
            memory.desc a = matrix(
                    memory.data_type.bf16, shape.times, shape.m, shape.k, shape.aTimes, shape.aRow, shape.aColumn);
            memory.desc b = matrix(
                    memory.data_type.bf16, shape.times, shape.k, shape.n, shape.bTimes, shape.bRow, shape.bColumn);
            memory.desc out =
                    matrix(memory.data_type.f32, shape.times, shape.m, shape.n, shape.outTimes, shape.outRow, 1);
            primitive_attr attributes = new primitive_attr();
            if (shape.add) {
                post_ops sum = new post_ops();
                sum.append_sum();
                attributes.set_post_ops(sum);
            }
            Ready made = new Ready(
                    Torch.keep(new matmul(new matmul.primitive_desc(processor, a, b, out, attributes, false))),
                    operand(a),
                    operand(b),
                    operand(out),
                    Torch.keep(new IntMemoryMap()));
            made.operands.put(SOURCE, made.a).put(WEIGHTS, made.b).put(RESULT, made.out);
            return made;
        }
    }

    private static memory.desc matrix(
            memory.data_type type, long times, long rows, long columns, long each, long row, long column) {
        return times == 0
                ? new memory.desc(new long[] {rows, columns}, type, new long[] {row, column})
                : new memory.desc(new long[] {times, rows, columns}, type, new long[] {each, row, column});
    }

    private memory operand(memory.desc description) {
        return Torch.keep(new memory(description, processor, null));
    }

    private static boolean find() {
        try (PointerScope scope = new PointerScope()) {
            dnnl.set_primitive_cache_capacity(MOST_READY);
            Tensor a = torch.rand(5, 32);
            Tensor b = torch.rand(48, 32);
            Tensor out = Torch.zeros(5, 48);
            new WideProduct()
                    .run(out, a.to(Dtype.BF16.type()), b.to(Dtype.BF16.type()).t(), true);
            return out.sub_(torch.mm(a, b.t())).abs_().max().item_float() < 0.3;
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("no products with results in fp32: {}", e.getMessage());
            return false;
        }
    }
}
