package io.srpo.engine.torch;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Matrices of one size, {@code [times, rows, columns]}, seen through strides in a tensor. Some of their rows or columns are named without a call to the native library, where a tensor's view costs a microsecond: what many small
 * products are given.
 */
public final class Panels {
    private final Tensor whole;
    private final Pointer data;
    private final Dtype dtype;
    private final long offset;
    private final long times;
    private final long rows;
    private final long columns;
    private final long timesStride;
    private final long rowStride;
    private final long columnStride;

    private Panels(
            Tensor whole,
            Pointer data,
            Dtype dtype,
            long offset,
            long times,
            long rows,
            long columns,
            long timesStride,
            long rowStride,
            long columnStride) {
        this.whole = whole;
        this.data = data;
        this.dtype = dtype;
        this.offset = offset;
        this.times = times;
        this.rows = rows;
        this.columns = columns;
        this.timesStride = timesStride;
        this.rowStride = rowStride;
        this.columnStride = columnStride;
    }

    /**
     * All of a tensor, which has to outlive it.
     *
     * @param tensor {@code [times, rows, columns]}
     */
    public static Panels of(Tensor tensor) {
        return new Panels(
                tensor,
                tensor.data_ptr(),
                Dtype.of(tensor),
                0,
                tensor.size(0),
                tensor.size(1),
                tensor.size(2),
                tensor.stride(0),
                tensor.stride(1),
                tensor.stride(2));
    }

    /** Contiguous ones in the first elements of these, which are contiguous and enough. */
    public Panels first(long times, long rows, long columns) {
        return new Panels(whole, data, dtype, offset, times, rows, columns, rows * columns, columns, 1);
    }

    /** Some neighbouring rows of each. */
    public Panels rows(long from, long count) {
        return new Panels(
                whole,
                data,
                dtype,
                offset + from * rowStride,
                times,
                count,
                columns,
                timesStride,
                rowStride,
                columnStride);
    }

    /** Some neighbouring columns of each. */
    public Panels columns(long from, long count) {
        return transposed().rows(from, count).transposed();
    }

    /** Each transposed. */
    public Panels transposed() {
        return new Panels(whole, data, dtype, offset, times, columns, rows, timesStride, columnStride, rowStride);
    }

    /** As a tensor, {@code [times, rows, columns]}, of the surrounding scope. */
    public Tensor tensor() {
        return whole.as_strided(
                new long[] {times, rows, columns},
                new long[] {timesStride, rowStride, columnStride},
                new LongOptional(whole.storage_offset() + offset));
    }

    /** In which they are. */
    public Dtype dtype() {
        return dtype;
    }

    /** How many. */
    public long times() {
        return times;
    }

    public long rows() {
        return rows;
    }

    public long columns() {
        return columns;
    }

    long timesStride() {
        return timesStride;
    }

    long rowStride() {
        return rowStride;
    }

    long columnStride() {
        return columnStride;
    }

    /** Where the first element is. */
    Address address() {
        return new Address(data).at(offset * dtype.bytes());
    }
}
