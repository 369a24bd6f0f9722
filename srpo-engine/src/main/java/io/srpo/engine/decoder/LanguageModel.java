package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Torch;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Weights and the arithmetic over them: what scoring, learning and sampling share. Not thread-safe. Closing frees the weights too; passes and sessions made from it must be
 * closed before.
 */
public final class LanguageModel implements AutoCloseable {
    private final Parameters parameters;
    private final Decoder decoder;
    private final Head head;

    /** Takes the parameters over. */
    public LanguageModel(Parameters parameters) {
        this.parameters = parameters;
        decoder = new Decoder(parameters.config());
        head = new Head(parameters.config(), decoder.norm());
    }

    public Parameters parameters() {
        return parameters;
    }

    public ModelConfig config() {
        return parameters.config();
    }

    Decoder decoder() {
        return decoder;
    }

    Head head() {
        return head;
    }

    /** Logits of every position of one sequence, row-major {@code [ids.length, vocab]}; for tests and inspection. */
    public float[] logits(int[] ids) {
        Pack pack = Pack.ofSequences(List.of(ids));
        try (PointerScope scope = new PointerScope();
                Activations space = new Activations(config(), ids.length, false)) {
            decoder.forward(parameters, decoder.plan(pack), space, null);
            Tensor unit = Torch.empty(ids.length, config().hiddenSize());
            decoder.norm().unit(space.stream, unit, Torch.empty(ids.length, 1));
            return Torch.array(torch.mm(unit.mul_(parameters.finalNorm()), parameters.headT()));
        }
    }

    @Override
    public void close() {
        head.close();
        decoder.close();
        parameters.close();
    }
}
