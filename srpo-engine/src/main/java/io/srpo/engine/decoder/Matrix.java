package io.srpo.engine.decoder;

import io.srpo.engine.torch.Dtype;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A matrix of the model, {@code [out, in]}, as its products read it. What comes out of them is fp32. */
sealed interface Matrix extends AutoCloseable permits PlainMatrix, LaidOutMatrix {
    /** In which its products multiply. */
    Dtype dtype();

    /**
     * {@code out = x * matrix^T + bias}.
     *
     * @param out {@code [rows, out]}
     * @param x {@code [rows, in]}, fp32 or of the products' number type
     */
    void apply(Tensor out, Tensor x, @Nullable Tensor bias);

    /** {@code sum += x * matrix^T}; otherwise as {@link #apply}. */
    void add(Tensor sum, Tensor x);

    /**
     * {@code out = by * matrix}: the gradient by a product's input.
     *
     * @param out {@code [rows, in]}
     * @param by gradient by its result, {@code [rows, out]}, of the products' number type
     */
    void back(Tensor out, Tensor by);

    /**
     * To be called before the first {@link #back}.
     *
     * @param weight as for {@link #put}
     */
    void readyForBack(Tensor weight);

    /**
     * Follows the weights; what has been given out of {@link #columns} may be worthless then.
     *
     * @param weight {@code [out, in]}, fp32
     */
    void put(Tensor weight);

    /** The columns of {@link #apply}'s result, cut for the members of the {@link io.srpo.engine.torch.Team}; to be closed before the matrix. */
    List<Columns> columns();

    @Override
    void close();
}
