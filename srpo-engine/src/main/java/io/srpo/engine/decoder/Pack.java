package io.srpo.engine.decoder;

import java.util.ArrayList;
import java.util.List;

/**
 * A micro-batch of token rows with no padding: every prompt and response once, one row a token. Rows of shared prompts come first, then sequences that
 * stand alone, then the responses; a response's rows continue its prompt's positions and attend to the prompt's rows.
 */
public final class Pack {
    /**
     * A prompt and the responses that continue it.
     *
     * @param prompt token ids, at least one
     * @param responses what goes in of each: all tokens but the last, which predicts nothing; no responses make the prompt a sequence by itself
     */
    public record Family(int[] prompt, List<int[]> responses) {
        public Family {
            responses = List.copyOf(responses);
        }
    }

    /**
     * Sequences that are attended to together.
     *
     * @param promptStart first row of the prompt that all of them continue
     * @param promptLength its length; 0 when each stands alone
     * @param firstRow row of the first sequence's first token; the sequences' rows follow each other
     * @param lengths rows of each sequence
     */
    record Block(int promptStart, int promptLength, int firstRow, int[] lengths) {
        int rows() {
            int rows = 0;
            for (int length : lengths) {
                rows += length;
            }
            return rows;
        }

        int longest() {
            int longest = 0;
            for (int length : lengths) {
                longest = Math.max(longest, length);
            }
            return longest;
        }
    }

    /** Padded attention work may exceed the real work by this factor before a block is split. */
    private static final double PADDING_LIMIT = 1.5;

    final int[] ids;
    final int[] positions;
    final List<Block> blocks;
    /** By family and response: the row of the response's token 0; the row that predicts it is {@link #predictor}. */
    private final int[][] responseStart;

    private final int[] promptEnd;

    private Pack(int[] ids, int[] positions, List<Block> blocks, int[][] responseStart, int[] promptEnd) {
        this.ids = ids;
        this.positions = positions;
        this.blocks = List.copyOf(blocks);
        this.responseStart = responseStart;
        this.promptEnd = promptEnd;
    }

    /** Token rows that packing a family takes. */
    public static int rows(Family family) {
        int rows = family.prompt.length;
        for (int[] response : family.responses) {
            rows += response.length;
        }
        return rows;
    }

    /** Lays out families; one with a single response becomes one sequence of its own. */
    public static Pack of(List<Family> families) {
        return new Layout(families).pack();
    }

    /** Sequences that stand alone. */
    static Pack ofSequences(List<int[]> sequences) {
        return of(sequences.stream().map(s -> new Family(s, List.of())).toList());
    }

    /** Token rows in all. */
    public int rows() {
        return ids.length;
    }

    /** Row whose hidden state predicts token {@code index} of a response. */
    public int predictor(int family, int response, int index) {
        return index == 0 ? promptEnd[family] : responseStart[family][response] + index - 1;
    }

    private static final class Layout {
        private final List<Family> families;
        private final int[] ids;
        private final int[] positions;
        private final List<Block> blocks = new ArrayList<>();
        private int next;

        Layout(List<Family> families) {
            this.families = families;
            int rows = families.stream().mapToInt(Pack::rows).sum();
            ids = new int[rows];
            positions = new int[rows];
        }

        Pack pack() {
            int count = families.size();
            int[][] starts = new int[count][];
            int[] promptEnd = new int[count];
            int[] promptStart = new int[count];
            List<Integer> lengths = new ArrayList<>();
            int first = next;
            for (int f = 0; f < count; f++) {
                Family family = families.get(f);
                starts[f] = new int[family.responses.size()];
                promptStart[f] = next;
                put(family.prompt, 0);
                promptEnd[f] = next - 1;
                int length = family.prompt.length;
                if (family.responses.size() == 1) {
                    starts[f][0] = next;
                    put(family.responses.get(0), length);
                    length += family.responses.get(0).length;
                }
                lengths.add(length);
            }
            split(0, 0, first, lengths);
            for (int f = 0; f < count; f++) {
                Family family = families.get(f);
                if (family.responses.size() > 1) {
                    first = next;
                    lengths.clear();
                    for (int r = 0; r < starts[f].length; r++) {
                        int[] response = family.responses.get(r);
                        starts[f][r] = next;
                        put(response, family.prompt.length);
                        if (response.length > 0) {
                            lengths.add(response.length);
                        }
                    }
                    split(promptStart[f], family.prompt.length, first, lengths);
                }
            }
            return new Pack(ids, positions, blocks, starts, promptEnd);
        }

        private void put(int[] tokens, int position) {
            for (int token : tokens) {
                ids[next] = token;
                positions[next++] = position++;
            }
        }

        /** Cuts neighbouring sequences into blocks whose padding is bounded. */
        private void split(int promptStart, int promptLength, int firstRow, List<Integer> lengths) {
            int from = 0;
            int row = firstRow;
            while (from < lengths.size()) {
                int to = from;
                int longest = 0;
                double real = 0;
                while (to < lengths.size()) {
                    int length = lengths.get(to);
                    int wider = Math.max(longest, length);
                    double more = real + (double) length * (promptLength + length);
                    if ((double) wider * (promptLength + wider) * (to - from + 1) > PADDING_LIMIT * more) {
                        break;
                    }
                    longest = wider;
                    real = more;
                    to++;
                }
                Block block = new Block(
                        promptStart,
                        promptLength,
                        row,
                        lengths.subList(from, to).stream()
                                .mapToInt(Integer::intValue)
                                .toArray());
                blocks.add(block);
                row += block.rows();
                from = to;
            }
        }
    }
}
