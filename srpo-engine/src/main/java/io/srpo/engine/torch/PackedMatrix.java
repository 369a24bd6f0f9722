package io.srpo.engine.torch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A matrix laid out ahead for products with few rows, in oneDNN's blocked order. A BLAS lays a matrix out anew at every call, which at 16 rows costs more than the product.
 * libtorch has these operators without a C++ function of their own, so they are called by name.
 */
public final class PackedMatrix implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PackedMatrix.class);

    /** The operators, and their constant arguments, since making a native object costs a lock that all threads share. */
    private record Operators(
            OperatorHandle reorder,
            OperatorHandle linear,
            IValue noScalars,
            IValue noBias,
            IValue none,
            IValue empty) {}

    private static final @Nullable Operators OPERATORS = find();
    private static final Map<Dtype, Boolean> AVAILABLE = new ConcurrentHashMap<>();

    private final IValue packed;
    private final Operators operators;

    /**
     * @param matrix {@code [out, in]}
     * @param rows that it will mostly be multiplied with
     */
    public PackedMatrix(Tensor matrix, int rows) {
        if (OPERATORS == null) {
            throw new IllegalStateException("not available here");
        }
        operators = OPERATORS;
        try (PointerScope scope = new PointerScope()) {
            packed = Torch.keep(new IValue(pack(operators, matrix, rows)));
        }
    }

    /** Whether this libtorch has the operators, the processor can do with this number type, and they multiply rightly. */
    public static boolean available(Dtype dtype) {
        Operators operators = OPERATORS;
        return operators != null && AVAILABLE.computeIfAbsent(dtype, type -> multiplies(operators, type));
    }

    /**
     * {@code x * matrix^T + bias}; belongs to the surrounding scope.
     *
     * @param x {@code [rows, in]}, contiguous, of the matrix's number type
     */
    public Tensor times(Tensor x, @Nullable Tensor bias) {
        return times(operators, x, packed, bias);
    }

    private static Tensor pack(Operators operators, Tensor matrix, int rows) {
        return call(operators.reorder, new IValue(matrix.contiguous()), new IValue((long) rows));
    }

    private static Tensor times(Operators operators, Tensor x, IValue packed, @Nullable Tensor bias) {
        return call(
                operators.linear,
                new IValue(x),
                packed,
                bias == null ? operators.noBias : new IValue(bias),
                operators.none,
                operators.noScalars,
                operators.empty);
    }

    private static Tensor call(OperatorHandle operator, IValue... arguments) {
        IValueVector stack = new IValueVector(arguments);
        operator.callBoxed(stack);
        return new Tensor(stack.get(0).toTensor());
    }

    private static @Nullable Operators find() {
        try (PointerScope scope = new PointerScope()) {
            if (!torch.hasMKLDNN()) {
                return null;
            }
            Dispatcher dispatcher = Dispatcher.singleton();
            CompilationUnit unit = torch.compile("def f():\n  x: List[Optional[number]] = []\n  return x\n");
            IValueVector result = new IValueVector();
            unit.get_function(new QualifiedName("f")).run(result);
            Operators found = new Operators(
                    Torch.keep(dispatcher.findSchemaOrThrow("mkldnn::_reorder_linear_weight", "")),
                    Torch.keep(dispatcher.findSchemaOrThrow("mkldnn::_linear_pointwise", "")),
                    Torch.keep(new IValue(result.get(0))),
                    Torch.keep(new IValue()),
                    Torch.keep(new IValue("none")),
                    Torch.keep(new IValue("")));
            return found;
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("no packed matrices: {}", e.getMessage());
            return null;
        }
    }

    private static boolean multiplies(Operators operators, Dtype dtype) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = torch.rand(5, 32);
            Tensor matrix = torch.rand(48, 32);
            Tensor expected = torch.mm(x, matrix.t());
            IValue packed = new IValue(pack(operators, matrix.to(dtype.type()), 5));
            Tensor actual = times(operators, x.to(dtype.type()), packed, null).to(Dtype.FP32.type());
            return actual.sub(expected).abs_().max().item_float() < (dtype == Dtype.FP32 ? 1e-4 : 0.3);
        } catch (RuntimeException e) {
            LOG.debug("no packed matrices in {}: {}", dtype.word(), e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        Torch.drop(packed);
    }
}
