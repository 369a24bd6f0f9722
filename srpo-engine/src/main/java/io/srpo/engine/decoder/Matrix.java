package io.srpo.engine.decoder;

import io.srpo.engine.torch.Dtype;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A matrix of the model, {@code [out, in]}, as its products read it, or several of one size, one below the other, whose results are apart. What comes out of products is fp32. */
sealed interface Matrix extends AutoCloseable permits PlainMatrix, LaidOutMatrix {
    /** In which its products multiply. */
    Dtype dtype();

    /**
     * {@code out = x * matrix^T + bias}.
     *
     * @param out of each, {@code [rows, out]}
     * @param x {@code [rows, in]}, fp32 or of the products' number type
     * @param bias of a single one
     */
    void apply(List<Tensor> out, Tensor x, @Nullable Tensor bias);

    /** {@link #apply} of a single one. */
    default void apply(Tensor out, Tensor x, @Nullable Tensor bias) {
        apply(List.of(out), x, bias);
    }

    /** {@code sum += x * matrix^T}; otherwise as {@link #apply}. */
    void add(Tensor sum, Tensor x);

    /**
     * {@code out = by * matrix}: the gradient by a product's input.
     *
     * @param out {@code [rows, in]}
     * @param by gradient by the result of each, {@code [rows, out]}, of the products' number type
     */
    void back(Tensor out, List<Tensor> by);

    /** {@link #back} of a single one. */
    default void back(Tensor out, Tensor by) {
        back(out, List.of(by));
    }

    /**
     * To be called before the first {@link #back}.
     *
     * @param weight as for {@link #put}
     */
    void readyForBack(Tensor weight);

    /**
     * Follows the weights; what has been given out of {@link #columns} may be worthless then.
     *
     * @param weight {@code [(stacked *) out, in]}, fp32
     */
    void put(Tensor weight);

    /** The columns of {@link #apply}'s result, cut for the members of the {@link io.srpo.engine.torch.Team}; to be closed before the matrix. */
    List<Columns> columns();

    @Override
    void close();
}
