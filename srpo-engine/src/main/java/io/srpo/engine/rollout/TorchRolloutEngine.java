package io.srpo.engine.rollout;

import io.srpo.core.rollout.Group;
import io.srpo.core.rollout.Prompt;
import io.srpo.core.rollout.Rollout;
import io.srpo.core.rollout.Rollout.Ending;
import io.srpo.core.rollout.RolloutEngine;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.decoder.LanguageModel;
import io.srpo.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Draws answers from the current weights, prompts and answers as text. Not thread-safe. */
public final class TorchRolloutEngine implements RolloutEngine {
    private final LanguageModel model;
    private final Tokenizer tokenizer;
    private final Generator generator;

    /** @param memory decides how many rows are decoded together */
    public TorchRolloutEngine(LanguageModel model, Tokenizer tokenizer, MemoryPlan memory) {
        this.model = model;
        this.tokenizer = tokenizer;
        generator = new Generator(model, memory, tokens -> tokenizer.decode(tokens, false));
    }

    @Override
    public List<Group> rollout(List<Prompt> prompts, SamplingSpec spec, StreamKey key, Progress progress) {
        List<Generator.Request> requests = prompts.stream()
                .map(prompt -> new Generator.Request(prompt.task().id(), encode(prompt.text())))
                .toList();
        List<List<Drawing>> drawings =
                generator.generate(requests, spec, key, progress, (request, sample, token) -> {});
        List<Group> groups = new ArrayList<>();
        for (int p = 0; p < prompts.size(); p++) {
            List<Rollout> rollouts = new ArrayList<>();
            for (Drawing drawing : drawings.get(p)) {
                rollouts.add(new Rollout(
                        rollouts.size(), drawing.tokens(), drawing.logProbs(), 0, text(drawing), drawing.ending()));
            }
            groups.add(new Group(prompts.get(p), requests.get(p).prompt(), rollouts));
        }
        return groups;
    }

    @Override
    public Optional<Usage> usage() {
        return generator.usage();
    }

    @Override
    public int[] encode(String text) {
        return tokenizer.encode(text);
    }

    private String text(Drawing drawing) {
        int[] tokens = drawing.tokens();
        boolean ended =
                drawing.ending() == Ending.STOP && model.config().eosTokens().contains(tokens[tokens.length - 1]);
        return tokenizer.decode(ended ? Arrays.copyOf(tokens, tokens.length - 1) : tokens, false);
    }
}
