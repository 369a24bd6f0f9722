package io.srpo.train.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.advantage.AdvantageEstimators;
import io.srpo.core.advantage.TruncationRule;
import io.srpo.core.history.ResamplingOptions;
import io.srpo.core.reflection.ReflectionWords;
import io.srpo.core.reward.Recipe;
import io.srpo.core.reward.RewardSettings;
import io.srpo.core.stage.AnyOf;
import io.srpo.core.stage.StagePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunConfigTest {
    /** The example of the design, word for word except for the file names. */
    private static final String EXAMPLE = """
            seed: 7
            model: {path: ./model.gguf, dtype: auto}     # auto: measured
            prompt: {template: r1-zero, think: [<think>, </think>], answer: [<answer>, </answer>]}
            stages:
              - name: reasoning
                data: [{domain: math, file: math.jsonl}]
                until: {any: [{plateau: {metric: accuracy, window: 20, gain: 0.01}}, {steps: 400}]}
              - name: integration
                data: [{domain: math, file: math.jsonl, weight: 1}, {domain: code, file: code.jsonl, weight: 1}]
                until: {steps: 400}
            selection: {policy: history-resampling}
            rollout: {prompts: 16, samples: 8, temperature: 1.0, maxTokens: 512}
            objective: {surrogate: clip, clip: [0.2, 0.2], aggregation: token-mean, advantage: group-normalized}
            optimizer: {name: adamw, lr: 1.0e-6, betas: [0.9, 0.95]}
            reward: {accuracy: 1.0, format: 0.1, language: 0.2}
            evaluation: {every: 20, sets: [{file: heldout-math.jsonl, samples: 8}]}
            checkpoint: {every: 20, keep: 3}
            budget: {rollouts: 200000, hours: 4}
            """;

    private static final String SMALL = """
            stages:
              - name: one
                data: [{domain: math, file: math.jsonl}]
                until: {steps: 3}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of("model.gguf", "math.jsonl", "code.jsonl", "heldout-math.jsonl")) {
            Files.createFile(folder.resolve(name));
        }
    }

    @Test
    void theDesignsExampleLoads() throws IOException {
        RunConfig config = load(EXAMPLE);

        assertThat(config.model())
                .isEqualTo(new ModelSpec(folder.resolve("model.gguf").toString(), "auto", null));
        assertThat(config.prompt().answer()).isEqualTo(AnswerSpec.between("<answer>", "</answer>"));
        assertThat(config.stages()).extracting(StageSpec::name).containsExactly("reasoning", "integration");
        assertThat(config.stages().get(0).until())
                .isEqualTo(new UntilSpec.Any(
                        List.of(new UntilSpec.Plateau("accuracy", 20, 0.01, null), new UntilSpec.Steps(400))));
        assertThat(config.stages().get(1).data().get(1).file()).isEqualTo(folder.resolve("code.jsonl"));
        assertThat(config.optimizer().lr()).isEqualTo(1e-6);
        assertThat(config.budget()).isEqualTo(new BudgetSpec(200_000L, 4.0));
        assertThat(config.evaluation().sets().get(0).temperature()).isEqualTo(0.6);
    }

    @Test
    void aResolvedConfigurationReadsBackToTheSameRecord() throws IOException {
        String odd =
                EXAMPLE.replace("name: reasoning", "name: \"1e5\"").replace("seed: 7", "seed: 9007199254740993") + """
                sandbox: {seconds: 2.5}
                threads: 2
                """;
        for (String text : List.of(
                EXAMPLE,
                SMALL,
                odd,
                SMALL + "prompt: {template: chat, system: \"yes\", "
                        + "instructions: {math: 'Say: \"so\"\\n#'}}\nselection: {review: {share: 0.1}}\n")) {
            RunConfig config = load(text);
            Path resolved = Files.writeString(folder.resolve("sub.yaml"), config.toYaml());
            assertThat(RunConfig.load(resolved, List.of())).isEqualTo(config);
            assertThat(RunConfig.reload(resolved).toYaml()).isEqualTo(config.toYaml());
        }
    }

    /** The schema holds the defaults; where the core has its own, they are the same. */
    @Test
    void theSchemasDefaultsAreTheCores() throws IOException {
        RunConfig config = load(SMALL);

        assertThat(config.reflection()).isEqualTo(ReflectionWords.DEFAULT);
        assertThat(config.objective().truncated()).isEqualTo(TruncationRule.DEFAULT);
        assertThat(config.objective().advantage())
                .isEqualTo(AdvantageEstimators.names().get(0));
        assertThat(config.objective().loss(512)).isEqualTo(io.srpo.core.objective.ObjectiveSpec.DEFAULT.build());
        assertThat(Recipe.of(config.reward().weights(), RewardSettings.DEFAULT))
                .isEqualTo(Recipe.standard(RewardSettings.DEFAULT));
    }

    @Test
    void everyDefaultIsWrittenOut() throws IOException {
        assertThat(load(SMALL).toYaml())
                .contains("path: bundled", "betas: [0.9, 0.95]", "lr: 1.0E-6", "temperature: 1.0", "importanceCap: 2.0")
                .contains("policy: history-resampling", "rollouts: null");
    }

    @Test
    void theStagesBecomeTheCoresPlan() throws IOException {
        StagePlan plan = load(EXAMPLE, "stages.1.maxTokens=99").plan();

        assertThat(plan.at(0).until())
                .isEqualTo(new AnyOf(List.of(
                        new io.srpo.core.stage.Plateau("accuracy", 20, 0.01), new io.srpo.core.stage.Steps(400))));
        assertThat(plan.at(0).samplingOverride()).isNull();
        assertThat(plan.at(1).samplingOverride().maxTokens()).isEqualTo(99);
        assertThat(plan.at(1).data()).hasSize(2);
    }

    @Test
    void aSelectionOfOneStageGetsDefaultsToo() throws IOException {
        StageSpec stage =
                load(SMALL + "    selection: {review: {share: 0.1}}\n").stages().get(0);

        assertThat(stage.selection())
                .isEqualTo(
                        new SelectionSpec("history-resampling", 1.0, false, 1, new ResamplingOptions.Review(2, 0.1)));
        assertThat(load(SMALL).stages().get(0).selection()).isNull();
    }

    @Test
    void setReachesListItemsMakesWhatIsMissingAndReplacesRules() throws IOException {
        RunConfig config = load(
                EXAMPLE,
                "stages.0.until.steps=5",
                "stages.1.data.0.weight=2.5",
                "selection.review.share=0.05",
                "prompt.answer=[boxed, last-number]",
                "optimizer.lr=2e-4",
                "prompt.think=null");

        assertThat(config.stages().get(0).until()).isEqualTo(new UntilSpec.Steps(5));
        assertThat(config.stages().get(1).data().get(0).weight()).isEqualTo(2.5);
        assertThat(config.selection().review()).isEqualTo(new ResamplingOptions.Review(2, 0.05));
        assertThat(config.prompt().answer().places())
                .containsExactly(AnswerSpec.Place.BOXED, AnswerSpec.Place.LAST_NUMBER);
        assertThat(config.prompt().think()).isNull();
        assertThat(config.optimizer().lr()).isEqualTo(2e-4);
    }

    @Test
    void tagsMayBeFollowedByOtherPlaces() throws IOException {
        AnswerSpec answer =
                load(SMALL, "prompt.answer=[<a>, </a>, boxed]").prompt().answer();

        assertThat(answer)
                .isEqualTo(new AnswerSpec(
                        List.of(AnswerSpec.Place.TAGS, AnswerSpec.Place.BOXED), new Tags("<a>", "</a>")));
        assertThat(answer.words()).containsExactly("<a>", "</a>", "boxed");
    }

    @Test
    void theChatTemplateLooksForBoxedAnswersUnlessToldOtherwise() throws IOException {
        PromptSpec prompt = load(SMALL, "prompt.template=chat").prompt();

        assertThat(prompt.think()).isNull();
        assertThat(prompt.answer().places()).startsWith(AnswerSpec.Place.BOXED).endsWith(AnswerSpec.Place.LAST_NUMBER);
    }

    private RunConfig load(String text, String... sets) throws IOException {
        return RunConfig.load(Files.writeString(folder.resolve("run.yaml"), text), List.of(sets));
    }
}
