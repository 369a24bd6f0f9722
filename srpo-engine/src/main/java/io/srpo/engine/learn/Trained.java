package io.srpo.engine.learn;

import io.srpo.engine.decoder.Adapters;
import io.srpo.engine.decoder.Gradients;
import io.srpo.engine.decoder.LanguageModel;
import io.srpo.engine.decoder.Parameters;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * What an optimizer moves: all parameters of a model, or its adapters alone.
 *
 * @param weights flat
 * @param gradientsFlat as long
 * @param free frees the gradients
 */
record Trained(LanguageModel model, Tensor weights, Gradients gradients, Tensor gradientsFlat, Runnable free) {
    static Trained of(LanguageModel model) {
        Adapters adapters = model.adapters();
        if (adapters != null) {
            Adapters into = Adapters.zeros(model.config(), adapters.spec());
            return new Trained(model, adapters.flat(), Gradients.adapters(adapters, into), into.flat(), into::close);
        }
        Parameters into = Parameters.zeros(model.config());
        return new Trained(model, model.parameters().flat(), Gradients.all(model, into), into.flat(), into::close);
    }

    /** Weight decay shrinks matrices and leaves norms and biases alone; adapters are matrices throughout. */
    AdamW optimizer(OptimizerSpec spec) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> decayed = spec.weightDecay() == 0
                    ? List.of()
                    : model.adapters() != null
                            ? List.of(weights.narrow(0, 0, weights.numel()))
                            : model.parameters().layout().slots().stream()
                                    .filter(slot -> slot.shape().length == 2)
                                    .map(slot -> model.parameters().view(slot.name()))
                                    .toList();
            return new AdamW(spec, weights, gradientsFlat, decayed);
        }
    }

    void close() {
        free.run();
    }
}
