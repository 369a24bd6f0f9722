package io.srpo.cli.wire;

import io.srpo.core.SrpoException;
import io.srpo.core.objective.Update;
import io.srpo.engine.Policy;
import io.srpo.engine.learn.LearnerOptions;
import io.srpo.engine.learn.TorchLearner;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.tokenizer.Tokenizer;
import io.srpo.train.config.SftConfig;
import io.srpo.train.prompt.ChatFormatter;
import io.srpo.train.sft.Example;
import io.srpo.train.sft.Pupil;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A model that learns from examples. */
public final class EnginePupil implements Pupil, AutoCloseable {
    private static final String OPTIMIZER = "optimizer.bin";

    private final Policy policy;
    private final TorchLearner learner;
    private final @Nullable ChatFormatter chat;

    private EnginePupil(Policy policy, TorchLearner learner, @Nullable ChatFormatter chat) {
        this.policy = policy;
        this.learner = learner;
        this.chat = chat;
    }

    /** @throws SrpoException (input) when the model cannot be opened, or has no chat template though one is asked for */
    public static EnginePupil open(SftConfig config) {
        SftConfig.SftModel model = config.model();
        Policy policy = model.fresh() == null
                ? Models.open(
                        Objects.requireNonNull(model.path()),
                        model.dtype(),
                        model.lora(),
                        config.threads(),
                        config.seed())
                : fresh(model.fresh(), config);
        ChatFormatter chat = config.template().equals("chat") ? Models.chat(policy) : null;
        if (config.template().equals("chat") && chat == null) {
            policy.close();
            throw SrpoException.input("template is \"chat\", but the model comes without a chat template; use \"raw\"");
        }
        LearnerOptions options =
                new LearnerOptions(config.microBatchTokens(), 1, config.seed(), config.checkpointing());
        return new EnginePupil(
                policy, policy.learner(Learners.optimizer(config.optimizer()), options, batch -> {}), chat);
    }

    private static Policy fresh(SftConfig.FreshModel shape, SftConfig sft) {
        Tokenizer tokenizer = Tokenizer.fromFile(shape.tokenizer().resolve("tokenizer.json"));
        ModelConfig config = FreshModels.config(shape, tokenizer);
        return Policy.fresh(
                config,
                sft.seed(),
                tokenizer,
                null,
                sft.model().dtype(),
                sft.threads(),
                Models.lora(sft.model().lora()));
    }

    @Override
    public Update learn(List<Example> batch, long step) {
        return learner.supervised(batch.stream().map(this::tokens).toList());
    }

    /** Prompt as it is drawn from, completion with the end token after it. */
    private io.srpo.engine.learn.Example tokens(Example example) {
        Tokenizer tokenizer = policy.tokenizer();
        String prompt = chat == null
                ? example.prompt()
                : chat.format(List.of(new ChatFormatter.Message("user", example.prompt())), true);
        int begin = tokenizer.encode("").length;
        int[] completion = tokenizer.encode(example.completion());
        int[] response = Arrays.copyOfRange(completion, begin, completion.length + 1);
        response[response.length - 1] = policy.config().eosTokens().get(0);
        return new io.srpo.engine.learn.Example(tokenizer.encode(prompt), response);
    }

    @Override
    public void save(Path folder) {
        policy.save(folder);
        learner.saveState(folder.resolve(OPTIMIZER));
    }

    @Override
    public void restore(Path folder) {
        policy.restore(folder);
        learner.loadState(folder.resolve(OPTIMIZER));
    }

    @Override
    public void export(Path folder) {
        policy.save(folder);
    }

    @Override
    public void close() {
        learner.close();
        policy.close();
    }
}
