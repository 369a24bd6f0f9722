package io.srpo.engine.learn;

import io.srpo.engine.torch.Buffers;
import org.bytedeco.pytorch.Tensor;

/** Weights and optimizer state as they were, to go back to when a later one of a batch's updates fails. */
final class Snapshot implements AutoCloseable {
    private final Buffers buffers = new Buffers();
    private final Tensor[] live;
    private final Tensor[] copies;
    private final AdamW optimizer;
    private final long steps;

    Snapshot(Tensor weights, AdamW optimizer) {
        this.optimizer = optimizer;
        steps = optimizer.steps();
        live = new Tensor[] {weights, optimizer.mean(), optimizer.square()};
        copies = new Tensor[live.length];
        for (int i = 0; i < live.length; i++) {
            copies[i] = buffers.empty(live[i].numel());
            copies[i].copy_(live[i]);
        }
    }

    void restore() {
        for (int i = 0; i < live.length; i++) {
            live[i].copy_(copies[i]);
        }
        optimizer.steps(steps);
    }

    @Override
    public void close() {
        buffers.close();
    }
}
