package io.srpo.engine.model;

import io.srpo.core.SrpoException;
import java.util.List;

/**
 * Low-rank adapters (Hu et al. 2021, LoRA) in PEFT's terms: a target's weight W becomes W + alpha / rank * B A, and A and B alone are trained.
 *
 * @param rank columns of B and rows of A, at least 1
 * @param alpha above 0
 * @param targets of {@link #TARGETS}, at least one, each once
 */
public record LoraSpec(int rank, double alpha, List<String> targets) {
    /** Every matrix of a layer, as Hugging Face calls it. */
    public static final List<String> TARGETS =
            List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    public LoraSpec {
        targets = List.copyOf(targets);
        if (rank < 1 || !(alpha > 0) || !Double.isFinite(alpha)) {
            throw SrpoException.input(
                    "model.lora: rank must be at least 1 and alpha above 0, not " + rank + " and " + alpha);
        }
        for (String target : targets) {
            if (!TARGETS.contains(target)) {
                throw SrpoException.input("model.lora.targets: \"" + target + "\" is none of " + TARGETS);
            }
        }
        if (targets.isEmpty() || targets.stream().distinct().count() < targets.size()) {
            throw SrpoException.input("model.lora.targets: name at least one target, and each once, not " + targets);
        }
    }

    /** What B A is multiplied with. */
    public double scale() {
        return alpha / rank;
    }
}
