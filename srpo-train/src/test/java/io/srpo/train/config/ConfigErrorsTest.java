package io.srpo.train.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A faulty configuration says file, line, key and the fix. */
class ConfigErrorsTest {
    private static final String HEAD = """
            stages:
              - name: one
                data: [{domain: math, file: math.jsonl}]
                until: {steps: 3}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.createFile(folder.resolve("math.jsonl"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rollout: {sample: 3}            | 5: rollout.sample is not a known key; did you mean "samples"?
            rolout: {samples: 3}            | 5: rolout is not a known key; did you mean "rollout"?
            rollout: {max_tokens: 3}        | 5: rollout.max_tokens is not a known key; did you mean "maxTokens"?
            rollout: {zebra: 3}             | 5: rollout.zebra is not a known key; known here: prompts, samples
            rollout: {samples: 1}           | 5: rollout.samples has to be at least 2, not 1
            rollout: {samples: many}        | 5: rollout.samples has to be a whole number, not "many"
            rollout: {temperature: 0}       | 5: rollout.temperature has to be above 0, not 0
            rollout: 3                      | 5: rollout has to be a group of "key: value", not 3
            objective: {surrogate: clp}     | 5: objective.surrogate cannot be "clp"; did you mean clip? (one of clip, dual-clip
            objective: {clip: [0.2]}        | 5: objective.clip has to be a list of at least 2, not [0.2]
            objective: {surrogate: dual-clip, dualClip: 1.1} | run.yaml: objective.dualClip: 1.1 is out of range
            objective: {truncated: {zeroAdvantage: false, rewardCounts: false}} | run.yaml: a truncated rollout with
            prompt: {answer: [boxd]}        | 5: prompt.answer.0 cannot be "boxd"; use boxed
            prompt: {answer: [<a>, boxed]}  | prompt.answer takes one pair of tags
            model: {path: none.gguf}        | 5: model.path: there is no file
            evaluation: {sets: [{samples: 1}]} | 5: evaluation.sets.0 needs the key "file"
            stages: []                      | 5: "stages" was already given on line 1
            seed: [                         | 6: this is not YAML
            """)
    void aFaultNamesLineKeyAndFix(String line, String expected) throws IOException {
        assertThat(fault(HEAD + line + "\n").getMessage())
                .startsWith(folder.toString())
                .contains(expected);
    }

    @Test
    void theKeyThatIsWrongIsNamedEvenInsideALongerObject() throws IOException {
        assertThat(fault("""
                        stages:
                          - name: one
                            until: {any: [{steps: 3},
                              {plateau: {windw: 3}}]}
                            data:
                              - domain: math
                                fle: math.jsonl
                        """))
                .hasMessageContaining("run.yaml:4: stages.0.until.any.1.plateau.windw")
                .hasMessageContaining("did you mean \"window\"? (and 2 more)");
    }

    @Test
    void aRuleWithTwoKeysIsToldHowToJoinThem() throws IOException {
        assertThat(fault(HEAD.replace("{steps: 3}", "{steps: 3, epochs: 1}")))
                .hasMessageContaining(
                        "run.yaml:4: stages.0.until takes exactly one of steps, epochs, plateau, value, any, all")
                .hasMessageContaining("any: [{..}, {..}]");
    }

    @Test
    void aValueRuleNeedsABound() throws IOException {
        assertThat(fault(HEAD.replace("{steps: 3}", "{value: {for: 3}}")))
                .hasMessageContaining("stages.0.until.value needs the key \"atLeast\"");
    }

    @Test
    void aMissingDataFileIsNamedWithItsLine() throws IOException {
        assertThat(fault(HEAD.replace("math.jsonl", "maths.jsonl")))
                .hasMessageContaining(
                        "run.yaml:3: stages.0.data.0.file: there is no file " + folder.resolve("maths.jsonl"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rollout.sampels=3  | --set rollout.sampels: rollout.sampels is not a known key; did you mean "samples"?
            rollout.samples=1  | --set rollout.samples: rollout.samples has to be at least 2
            rollout.samples    | write it as key=value
            stages.4.name=x    | "4" has to be the number of one of the list's 1 items
            seed.a.b=1         | "seed" is a single value
            """)
    void anOverrideIsNamedByItself(String set, String expected) throws IOException {
        assertThat(fault(HEAD + "seed: 1\n", set)).hasMessageContaining(expected);
    }

    @Test
    void whatIsNoFileAndWhatIsNoTextSaysSo() throws IOException {
        Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThat(catchThrowableOfType(SrpoException.class, () -> RunConfig.load(binary, List.of())))
                .hasMessageContaining("b.yaml is not a text file");
        assertThat(catchThrowableOfType(
                        SrpoException.class, () -> RunConfig.load(folder.resolve("none.yaml"), List.of())))
                .hasMessageContaining("there is no file");
        assertThat(fault("")).hasMessageContaining("the configuration needs the key \"stages\"");
        assertThat(fault("hello")).hasMessageContaining("run.yaml:1: a configuration is made of");
    }

    private SrpoException fault(String text, String... sets) throws IOException {
        Path file = Files.writeString(folder.resolve("run.yaml"), text);
        SrpoException fault = catchThrowableOfType(SrpoException.class, () -> RunConfig.load(file, List.of(sets)));
        assertThat(fault).isNotNull();
        assertThat(fault.category().exitStatus()).isEqualTo(2);
        return fault;
    }
}
