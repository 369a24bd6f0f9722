package io.srpo.train.config;

import java.util.List;

/**
 * Low-rank adapters, in PEFT's terms.
 *
 * @param rank at least 1
 * @param alpha the adapters' share is alpha / rank
 * @param targets matrices of every layer that get one, by Hugging Face's names
 */
public record LoraSpec(int rank, double alpha, List<String> targets) {
    public LoraSpec {
        targets = List.copyOf(targets);
    }
}
