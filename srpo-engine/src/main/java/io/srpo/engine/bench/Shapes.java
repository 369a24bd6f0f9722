package io.srpo.engine.bench;

import io.srpo.engine.model.ModelConfig;

/**
 * What a model multiplies with.
 *
 * @param layer shapes {@code {in, out}} of a layer's matrices
 * @param head of the output matrix
 */
record Shapes(int layers, int[][] layer, int[] head) {
    static Shapes of(ModelConfig config) {
        int queries = config.heads() * config.headDim();
        return new Shapes(
                config.layers(),
                new int[][] {
                    {config.hiddenSize(), queries + 2 * config.kvHeads() * config.headDim()},
                    {queries, config.hiddenSize()},
                    {config.hiddenSize(), 2 * config.intermediateSize()},
                    {config.intermediateSize(), config.hiddenSize()}
                },
                new int[] {config.hiddenSize(), config.vocabSize()});
    }
}
