package io.srpo.engine.decoder;

import io.srpo.engine.kernels.RowNorm;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A step of decoding: each row's newest token through all layers. Few rows share each product among the {@link Team}, who takes some of its columns each. Of many rows, each member takes some through all layers on
 * its own: nobody waits for another before the end, and a row's numbers stay in the cache of one core.
 */
final class DecodePass implements AutoCloseable {
    /** Rows worth a member's whole way: their products run at full speed, and the weights are read for enough of them. */
    private static final int LANE_ROWS = 64;

    /** Rows whose norm is worth a task. */
    private static final int ROWS_A_TASK = 8;

    private final LanguageModel model;
    private final ModelConfig config;
    private final Dtype operands;
    private final RowAttention attention;
    private final DecodeProducts products;
    private final RowNorm rowNorm;
    private final DoubleOptional epsilon;

    /**
     * @param cache of the rows' keys and values
     * @param maxRows most rows of a step
     */
    DecodePass(LanguageModel model, KeyValueCache cache, int maxRows) {
        this.model = model;
        config = model.config();
        operands = DecodeProducts.operands(model.dtype());
        attention = new RowAttention(config, model.decoder().rotary, cache);
        products = new DecodeProducts(model);
        rowNorm = new RowNorm(config.hiddenSize(), config.rmsNormEps(), padded(maxRows));
        epsilon = Torch.keep(new DoubleOptional(config.rmsNormEps()));
    }

    /** Rows to compute for so many wanted. */
    int padded(int rows) {
        return products.padded(rows);
    }

    /**
     * Fills the rows' logits.
     *
     * @param rows by place, from 0 on
     * @param tokens each row's newest
     * @param logits {@code [at least padded rows, vocab]}; those behind the rows are overwritten with anything
     */
    void run(List<DecodeSequence> rows, int[] tokens, Tensor logits) {
        attention.reach(rows);
        if (!reliably(rows, tokens, logits)) {
            // By all lanes: none is to depend on whether another one was done before it.
            attention.useSoftmax();
            reliably(rows, tokens, logits);
        }
    }

    /** {@link #run}, or false when it has to be done again. */
    private boolean reliably(List<DecodeSequence> rows, int[] tokens, Tensor logits) {
        int lanes = rows.size() < (long) LANE_ROWS * Team.members() ? 1 : Team.members();
        // What a lane computes beyond its own rows would fall into the next one's.
        int blocks = products.padded(rows.size()) / DecodeProducts.ROWS;
        AtomicBoolean reliable = new AtomicBoolean(true);
        Team.each(lanes, lane -> {
            int from = Team.begin(blocks, lanes, lane) * DecodeProducts.ROWS;
            int to = lane == lanes - 1 ? rows.size() : Team.begin(blocks, lanes, lane + 1) * DecodeProducts.ROWS;
            int computed = products.padded(to - from);
            Tensor ids = Torch.longs(Arrays.copyOf(Arrays.copyOfRange(tokens, from, to), computed));
            if (!lane(rows.subList(from, to), from, Team.members() / lanes, ids, logits.narrow(0, from, computed))) {
                reliable.set(false);
            }
        });
        return reliable.get();
    }

    private boolean lane(List<DecodeSequence> rows, int first, int members, Tensor ids, Tensor logits) {
        Room room = new Room(config, operands, model.parameters().embedding().index_select(0, ids));
        norm(room, inputNorm(0));
        RowAttention.Step step = attention.step(rows, first, members);
        for (int i = 0; i < config.layers(); i++) {
            layer(i, room, step);
        }
        each(products.head(), part -> part.multiply(part.of(logits), room.normed));
        return step.reliable();
    }

    /** A step's tensors, a row each; what products read is of their type. */
    private static final class Room {
        final Tensor stream;
        final Tensor normed;
        final Tensor qkv;
        final Tensor mixed;
        final Tensor gate;
        final Tensor activated;

        Room(ModelConfig config, Dtype operands, Tensor stream) {
            long rows = stream.size(0);
            long queries = (long) config.heads() * config.headDim();
            this.stream = stream;
            normed = Torch.empty(operands, rows, config.hiddenSize());
            qkv = Torch.empty(rows, queries + 2L * config.kvHeads() * config.headDim());
            mixed = Torch.empty(operands, rows, queries);
            gate = Torch.empty(rows, config.intermediateSize());
            activated = Torch.empty(operands, rows, config.intermediateSize());
        }
    }

    private Tensor inputNorm(int layer) {
        return layer < config.layers()
                ? model.parameters().layer(layer).inputNorm()
                : model.parameters().finalNorm();
    }

    private void layer(int index, Room room, RowAttention.Step step) {
        Parameters.Layer weights = model.parameters().layer(index);
        each(products.parts(index, Site.QKV), part -> {
            Tensor into = part.of(room.qkv);
            part.multiply(into, room.normed);
            if (weights.qkvBias() != null) {
                into.add_(part.of(weights.qkvBias()));
            }
        });
        if (weights.qNorm() != null && weights.kNorm() != null) {
            Tensor all = room.qkv.view(-1, config.heads() + 2L * config.kvHeads(), config.headDim());
            Tensor queries = all.narrow(1, 0, config.heads());
            Tensor keys = all.narrow(1, config.heads(), config.kvHeads());
            queries.copy_(norm(queries, weights.qNorm()));
            keys.copy_(norm(keys, weights.kNorm()));
        }
        attention.mix(index, step, room.qkv, room.mixed);
        each(products.parts(index, Site.O), part -> part.add(part.of(room.stream), room.mixed));
        norm(room, weights.postNorm());
        each(
                products.parts(index, Site.GATE_UP),
                part -> part.gated(part.of(room.activated), part.of(room.gate), room.normed));
        each(products.parts(index, Site.DOWN), part -> part.add(part.of(room.stream), room.activated));
        norm(room, inputNorm(index + 1));
    }

    private static void each(List<Columns> parts, Consumer<Columns> work) {
        Team.each(parts.size(), p -> work.accept(parts.get(p)));
    }

    /** Norms the stream for the next product. */
    private void norm(Room room, Tensor weight) {
        Team.ranges(
                Math.toIntExact(room.stream.size(0)),
                ROWS_A_TASK,
                (from, to) -> rowNorm.into(
                        room.normed.narrow(0, from, (long) to - from),
                        room.stream.narrow(0, from, (long) to - from),
                        weight));
    }

    /** Root-mean-square norm of rows {@code [.., width]}. */
    Tensor norm(Tensor rows, Tensor weight) {
        return torch.rms_norm(rows, new long[] {rows.size(rows.dim() - 1)}, new TensorOptional(weight), epsilon);
    }

    @Override
    public void close() {
        attention.close();
        products.close();
        rowNorm.close();
        Torch.drop(epsilon);
    }
}
