package io.srpo.engine;

import io.srpo.core.SrpoException;
import io.srpo.core.advantage.Batch;
import io.srpo.core.rollout.RolloutEngine;
import io.srpo.engine.decoder.Adapters;
import io.srpo.engine.decoder.DtypeTrial;
import io.srpo.engine.decoder.LanguageModel;
import io.srpo.engine.decoder.Pack;
import io.srpo.engine.decoder.PackedPass;
import io.srpo.engine.decoder.Parameters;
import io.srpo.engine.learn.LearnerOptions;
import io.srpo.engine.learn.OptimizerSpec;
import io.srpo.engine.learn.TorchLearner;
import io.srpo.engine.model.AdapterFiles;
import io.srpo.engine.model.HuggingFaceFolder;
import io.srpo.engine.model.LoraSpec;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.model.ModelFiles;
import io.srpo.engine.model.TokenizerAhead;
import io.srpo.engine.rollout.Generator;
import io.srpo.engine.rollout.MemoryPlan;
import io.srpo.engine.rollout.TorchRolloutEngine;
import io.srpo.engine.tokenizer.ChatTemplate;
import io.srpo.engine.tokenizer.Tokenizer;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Libtorch;
import io.srpo.engine.weights.SavedType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A language model that is trained: weights with tokenizer and chat template. What it hands out works on its weights as they are at the moment: a learner moves them, a rollout
 * engine made before draws from the moved ones. One caller at a time for a policy and all it handed out. Close learners first.
 */
public final class Policy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Policy.class);

    /** Keys, values and logits of a rollout may take this share of what the Java heap may grow to; they lie beside it. */
    private static final double ROLLOUT_MEMORY = 0.6;

    private final LanguageModel model;
    private final @Nullable Tokenizer tokenizer;
    private final @Nullable ChatTemplate chatTemplate;
    private final String origin;

    private Policy(
            String origin, LanguageModel model, @Nullable Tokenizer tokenizer, @Nullable ChatTemplate chatTemplate) {
        this.origin = origin;
        this.model = model;
        this.tokenizer = tokenizer;
        this.chatTemplate = chatTemplate;
    }

    /**
     * Reads a model whose parameters are trained.
     *
     * @param path Hugging Face folder or GGUF file
     * @param dtype {@code auto}, {@code fp32} or {@code bf16}
     * @param threads that an operator may use, or 0 for all cores; equal counts give equal bits
     * @throws SrpoException (input) when the model is missing, damaged or not supported
     */
    public static Policy open(Path path, String dtype, int threads) {
        return open(path, dtype, threads, null, 0);
    }

    /**
     * Reads a model.
     *
     * @param lora adapters to train in place of the parameters; null for none
     * @param seed of the adapters' first values
     * @throws SrpoException (input) when the model is missing, damaged or not supported
     */
    public static Policy open(Path path, String dtype, int threads, @Nullable LoraSpec lora, long seed) {
        @Nullable Dtype wanted = dtype.equals(Dtype.AUTO) ? null : Dtype.of(dtype);
        try (ModelFiles files = ModelFiles.open(path);
                TokenizerAhead tokenizer = new TokenizerAhead(files)) {
            Libtorch.start(threads);
            ModelConfig config = files.config();
            ChatTemplate template = files.chatTemplate();
            Parameters parameters = Parameters.load(config, files.weights());
            try {
                Tokenizer words = tokenizer.take();
                return new Policy(
                        path + ": this model",
                        new LanguageModel(
                                parameters,
                                wanted == null ? measured(config) : wanted,
                                lora == null ? null : Adapters.fresh(config, lora, seed)),
                        words,
                        template);
            } catch (RuntimeException e) {
                parameters.close();
                throw e;
            }
        }
    }

    private static Dtype measured(ModelConfig config) {
        DtypeTrial trial = DtypeTrial.of(config);
        LOG.info("dtype auto: {}", trial.describe());
        return trial.dtype();
    }

    /**
     * A model with random weights, for supervised training from nothing.
     *
     * @param tokenizer taken over; its vocabulary must not exceed the configuration's
     * @param dtype {@code auto}, {@code fp32} or {@code bf16}
     * @param lora adapters to train in place of the parameters; null for none
     */
    public static Policy fresh(
            ModelConfig config,
            long seed,
            @Nullable Tokenizer tokenizer,
            @Nullable ChatTemplate chatTemplate,
            String dtype,
            int threads,
            @Nullable LoraSpec lora) {
        @Nullable Dtype wanted = dtype.equals(Dtype.AUTO) ? null : Dtype.of(dtype);
        if (tokenizer != null && tokenizer.vocabSize() > config.vocabSize()) {
            throw SrpoException.input("the tokenizer has " + tokenizer.vocabSize() + " tokens, the model only "
                    + config.vocabSize() + "; raise the model's vocabulary size");
        }
        Libtorch.start(threads);
        LanguageModel model = new LanguageModel(
                Parameters.fresh(config, seed),
                wanted == null ? measured(config) : wanted,
                lora == null ? null : Adapters.fresh(config, lora, seed));
        return new Policy("the fresh model", model, tokenizer, chatTemplate);
    }

    public ModelConfig config() {
        return model.config();
    }

    /** The number type of its matrix products: the one asked for, or the one measured to be faster. */
    public Dtype dtype() {
        return model.dtype();
    }

    /** Number of parameters. */
    public long parameters() {
        return model.parameters().layout().parameters();
    }

    /** @throws SrpoException (input) when the model came without one */
    public Tokenizer tokenizer() {
        if (tokenizer == null) {
            throw SrpoException.input(origin + " has no tokenizer; put its tokenizer.json into the model's folder");
        }
        return tokenizer;
    }

    public @Nullable ChatTemplate chatTemplate() {
        return chatTemplate;
    }

    /** Draws answers to prompts given as text. */
    public RolloutEngine rolloutEngine() {
        return new TorchRolloutEngine(model, tokenizer(), MemoryPlan.heapShare(ROLLOUT_MEMORY));
    }

    /** Draws answers to prompts given as token ids, and tells of every token as it comes. */
    public Generator generator() {
        return generator(MemoryPlan.heapShare(ROLLOUT_MEMORY));
    }

    /** The same with a memory plan of one's own. */
    public Generator generator(MemoryPlan memory) {
        return new Generator(model, memory, tokens -> tokenizer == null ? "" : tokenizer.decode(tokens, false));
    }

    /** A learner for objectives without a KL term. */
    public TorchLearner learner(OptimizerSpec optimizer, LearnerOptions options, Consumer<Batch> setAside) {
        return new TorchLearner(model, optimizer, options, null, setAside);
    }

    /**
     * A learner.
     *
     * @param reference the model of a KL term; it stays the caller's, and must not be this one
     * @param setAside given a batch whose loss or gradient is not finite, before the exception
     */
    public TorchLearner learner(
            OptimizerSpec optimizer, LearnerOptions options, Policy reference, Consumer<Batch> setAside) {
        return new TorchLearner(model, optimizer, options, reference.model, setAside);
    }

    /**
     * A policy with equal weights of its own, such as the reference of a KL term; adapters are added to the weights, tokenizer and template are not
     * copied.
     */
    public Policy copy() {
        Parameters copy = Parameters.zeros(config());
        copy.flat().copy_(model.parameters().flat());
        if (model.adapters() != null) {
            copy.layout().slots().forEach(slot -> copy.write(slot.name(), weights(slot.name())));
        }
        return new Policy("the copy", new LanguageModel(copy, dtype(), null), null, chatTemplate);
    }

    /** Natural log-probability of each response token after the prompt, at temperature 1 over the whole vocabulary. */
    public float[] score(int[] prompt, int[] response) {
        if (prompt.length == 0 || response.length == 0) {
            throw SrpoException.input("scoring needs at least one prompt token and one response token");
        }
        if (prompt.length + response.length > config().maxPositions()) {
            throw SrpoException.input("prompt and response have " + (prompt.length + response.length)
                    + " tokens, the model's context holds " + config().maxPositions());
        }
        Pack pack = Pack.of(List.of(new Pack.Family(prompt, List.of(Arrays.copyOf(response, response.length - 1)))));
        int[] rows = new int[response.length];
        Arrays.setAll(rows, i -> pack.predictor(0, 0, i));
        try (PackedPass pass = PackedPass.scoring(model)) {
            double[] scores = pass.score(pack, rows, response);
            float[] result = new float[scores.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = (float) scores[i];
            }
            return result;
        }
    }

    /** Logits after each token of a sequence, row-major {@code [ids.length, vocab]}. */
    public float[] logits(int[] ids) {
        return model.logits(ids);
    }

    /** A parameter's values by its Hugging Face name, row-major, its adapter added. */
    public float[] weights(String name) {
        return model.read(name);
    }

    /**
     * Saves a folder that transformers and {@link #open} load, weights in fp32. Adapters are added to the weights, and beside them saved by themselves in PEFT's
     * layout, {@code adapter_config.json} and {@code adapter_model.safetensors}.
     */
    public void save(Path folder) {
        Adapters adapters = model.adapters();
        if (adapters != null) {
            AdapterFiles.write(folder, adapters.spec(), adapters.shapes(), adapters::read);
        }
        HuggingFaceFolder.write(folder, config(), this::weights, SavedType.F32, tokenizer, chatTemplate);
    }

    /**
     * Puts the weights of a folder that {@link #save} wrote, or its adapters where this model has some, in the place of the present ones; learners and engines
     * handed out go on with them.
     *
     * @throws SrpoException (input) when they are of a model of another shape
     */
    public void restore(Path folder) {
        Adapters adapters = model.adapters();
        if (adapters != null) {
            AdapterFiles.read(folder, adapters.spec(), adapters.shapes(), adapters::write);
            model.moved();
            return;
        }
        try (ModelFiles files = ModelFiles.open(folder);
                Parameters stored = Parameters.load(files.config(), files.weights())) {
            if (stored.layout().parameters() != parameters()) {
                throw SrpoException.input(
                        folder + ": these weights have " + stored.layout().parameters() + " parameters, the model has "
                                + parameters() + "; resume with the model the run began with");
            }
            model.parameters().flat().copy_(stored.flat());
            model.moved();
        }
    }

    @Override
    public void close() {
        model.close();
        if (tokenizer != null) {
            tokenizer.close();
        }
    }
}
