package io.srpo.engine.model;

import java.util.List;

/**
 * Shape of a decoder, in the words of Hugging Face's {@code config.json}.
 *
 * @param architecture which of the supported families
 * @param headDim width of one attention head (need not be hiddenSize / heads)
 * @param maxPositions longest context in tokens
 * @param ropeTheta base of the rotary embedding
 * @param ropeScaling how its frequencies are stretched
 * @param tiedEmbeddings whether the output head is the embedding matrix
 * @param attentionBias whether q, k, v have a bias (Qwen2)
 * @param qkNorm whether q and k are normalised a head (Qwen3)
 * @param eosTokens ids that end a response
 */
public record ModelConfig(
        Architecture architecture,
        int vocabSize,
        int hiddenSize,
        int intermediateSize,
        int layers,
        int heads,
        int kvHeads,
        int headDim,
        int maxPositions,
        double rmsNormEps,
        double ropeTheta,
        RopeScaling ropeScaling,
        boolean tiedEmbeddings,
        boolean attentionBias,
        boolean qkNorm,
        List<Integer> eosTokens) {
    /** The supported decoder families. */
    public enum Architecture {
        LLAMA,
        QWEN2,
        QWEN3
    }

    public ModelConfig {
        eosTokens = List.copyOf(eosTokens);
    }
}
