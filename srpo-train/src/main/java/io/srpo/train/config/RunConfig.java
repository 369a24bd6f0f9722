package io.srpo.train.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.srpo.core.SrpoException;
import io.srpo.core.reflection.ReflectionWords;
import io.srpo.core.stage.StagePlan;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that decides a run, beside the files it names.
 *
 * @param seed everything random hangs from it
 * @param stages one after the other, at least one
 * @param verifiers by domain of a user's own: a Java file (absolute) or a class's full name
 * @param microBatchTokens tokens that go through forward and backward at once, prompts included
 * @param checkpointing whether layers are computed again in the backward pass, for less memory
 * @param threads of the engine; 0 for as many as there are cores
 */
public record RunConfig(
        long seed,
        ModelSpec model,
        PromptSpec prompt,
        List<StageSpec> stages,
        SelectionSpec selection,
        RolloutSpec rollout,
        ObjectiveSpec objective,
        OptimizerSpec optimizer,
        RewardSpec reward,
        ReflectionWords reflection,
        EvaluationSpec evaluation,
        CheckpointSpec checkpoint,
        BudgetSpec budget,
        SandboxSpec sandbox,
        Map<String, String> verifiers,
        int microBatchTokens,
        boolean checkpointing,
        int threads) {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new PathModule())
            .build();

    public RunConfig {
        stages = List.copyOf(stages);
        verifiers = Collections.unmodifiableMap(new LinkedHashMap<>(verifiers));
    }

    /**
     * Reads a configuration and looks whether the files it names are there.
     *
     * @param sets {@code key=value} overrides, dotted keys, list items numbered from 0
     * @throws SrpoException (input, usage) naming file, line and key of what is wrong, and how to mend it
     */
    public static RunConfig load(Path file, List<String> sets) {
        return read(file, sets, true);
    }

    /** Reads a run's own {@code config.yaml}, whose data may have moved since. */
    public static RunConfig reload(Path file) {
        return read(file, List.of(), false);
    }

    private static RunConfig read(Path file, List<String> sets, boolean filesMustExist) {
        ConfigFile config = ConfigFile.read(file, sets, Schema.resource("srpo-config.schema.json"));
        PromptDefaults.fill(config);
        ConfigPaths.resolve(config, file.toAbsolutePath().getParent(), filesMustExist);
        try {
            RunConfig run = MAPPER.treeToValue(config.tree(), RunConfig.class);
            run.checkTogether();
            return run;
        } catch (SrpoException e) {
            throw SrpoException.input(file + ": " + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof SrpoException cause) {
                throw SrpoException.input(file + ": " + cause.getMessage(), e);
            }
            throw SrpoException.internal(file + " passed the schema but cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** The same with the number type that the model was opened with, so that a resume computes as the run began. */
    public RunConfig withDtype(String measured) {
        return new RunConfig(
                seed,
                model.withDtype(measured),
                prompt,
                stages,
                selection,
                rollout,
                objective,
                optimizer,
                reward,
                reflection,
                evaluation,
                checkpoint,
                budget,
                sandbox,
                verifiers,
                microBatchTokens,
                checkpointing,
                threads);
    }

    /** One stage of this configuration as a run of its own, with no bound on what it spends and a checkpoint at its end. */
    public RunConfig alone(StageSpec stage, RolloutSpec drawing, EvaluationSpec measuring) {
        return new RunConfig(
                seed,
                model,
                prompt,
                List.of(stage),
                selection,
                drawing,
                objective,
                optimizer,
                reward,
                reflection,
                measuring,
                new CheckpointSpec(0, 1),
                new BudgetSpec(null, null),
                sandbox,
                verifiers,
                microBatchTokens,
                checkpointing,
                threads);
    }

    /** The stages as the core plans them. */
    public StagePlan plan() {
        return new StagePlan(stages.stream().map(stage -> stage.stage(rollout)).toList());
    }

    /** What one value alone cannot tell: builds everything once, so that a run does not find out at its second stage. */
    private void checkTogether() {
        plan();
        selection.build();
        objective.advantages();
        for (StageSpec stage : stages) {
            objective.loss(rollout.sampling(stage).maxTokens());
            if (stage.selection() != null) {
                stage.selection().build();
            }
        }
    }

    /** The whole configuration as a tree, paths absolute. */
    JsonNode tree() {
        return MAPPER.valueToTree(this);
    }

    /** The whole configuration with every default written out and paths absolute; {@link #load} reads it back to an equal record. */
    public String toYaml() {
        return YamlText.of(MAPPER.convertValue(this, LinkedHashMap.class));
    }
}
