package io.srpo.engine.decoder;

import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Torch;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * How the live rows of a decode batch lie in their groups: for the prompt's part of attention the rows of a group are gathered, padded to the largest group, so that one
 * product serves them all.
 */
final class DecodePlan implements AutoCloseable {
    private final Buffers buffers = new Buffers();
    final int rows;
    final int groups;
    /** Most live rows of a group. */
    final int slots;
    /** Whether every group has that many, so that rows are places. */
    final boolean uniform;
    /** Row of each place {@code [groups * slots]}; an empty place reads row 0 and its result is dropped. */
    final Tensor rowOfPlace;
    /** Place of each row. */
    final Tensor placeOfRow;
    /** Prompt length of each row, int64. */
    final Tensor positions;
    /** 0 where a row's prompt is, minus infinity behind it, {@code [rows, 1, 1, longest]}. */
    final Tensor mask;
    /** Whether all prompts are of one length, so that the mask is all 0. */
    final boolean unmasked;

    /** @param groupOf the group of each row, ascending */
    DecodePlan(int[] groupOf, PromptCache prompts) {
        rows = groupOf.length;
        groups = prompts.groups();
        int[] live = new int[groups];
        for (int group : groupOf) {
            live[group]++;
        }
        slots = Arrays.stream(live).max().orElseThrow();
        uniform = rows == groups * slots;
        long[] rowOf = new long[groups * slots];
        long[] placeOf = new long[rows];
        long[] lengths = new long[rows];
        int longest = prompts.longest();
        float[] masks = new float[rows * longest];
        boolean open = true;
        Arrays.fill(live, 0);
        for (int row = 0; row < rows; row++) {
            int group = groupOf[row];
            int place = group * slots + live[group]++;
            rowOf[place] = row;
            placeOf[row] = place;
            lengths[row] = prompts.length(group);
            Arrays.fill(masks, row * longest + prompts.length(group), (row + 1) * longest, Float.NEGATIVE_INFINITY);
            open &= prompts.length(group) == longest;
        }
        unmasked = open;
        try (PointerScope scope = new PointerScope()) {
            rowOfPlace = buffers.own(Torch.longs(rowOf));
            placeOfRow = buffers.own(Torch.longs(placeOf));
            positions = buffers.own(Torch.longs(lengths));
            mask = buffers.own(Torch.floats(masks, rows, 1, 1, longest));
        }
    }

    @Override
    public void close() {
        buffers.close();
    }
}
