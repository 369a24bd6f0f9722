package io.srpo.train.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.rollout.Prompt;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Language;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;
import io.srpo.train.config.AnswerSpec;
import io.srpo.train.config.PromptSpec;
import io.srpo.train.config.PromptSpec.Template;
import io.srpo.train.config.Tags;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PromptTemplateTest {
    private static final Tags THINK = new Tags("<think>", "</think>");
    private static final AnswerSpec TAGS = AnswerSpec.between("<answer>", "</answer>");
    private static final AnswerSpec BOXED =
            new AnswerSpec(List.of(AnswerSpec.Place.BOXED, AnswerSpec.Place.LAST_NUMBER), null);
    private static final Task SUM = new Task("m1", Domain.MATH, "What is 2 + 3?", new Reference.Answer("5"));
    private static final Task DOUBLE = new Task(
            "c1",
            Domain.CODE,
            "Return twice the number.",
            new Reference.Code(Language.PYTHON, new Tests.Call("twice", List.of())));
    private static final ChatFormatter CHATML = (messages, add) -> messages.stream()
                    .map(m -> "<|im_start|>" + m.role() + "\n" + m.content() + "<|im_end|>\n")
                    .collect(Collectors.joining())
            + (add ? "<|im_start|>assistant\n" : "");

    @Test
    void plainIsTheBareQuestionWithItsThinkingOpened() {
        Prompt prompt =
                PromptTemplate.of(spec(Template.PLAIN, THINK, TAGS), null).render(SUM);

        assertThat(prompt.text()).isEqualTo("Question: What is 2 + 3?\n<think>");
        assertThat(prompt.prefill()).isEqualTo("<think>");
    }

    @Test
    void r1ZeroNamesItsTagsAndOpensTheThinking() {
        Prompt prompt =
                PromptTemplate.of(spec(Template.R1_ZERO, THINK, TAGS), null).render(SUM);

        assertThat(prompt.text())
                .startsWith("A conversation between User and Assistant.")
                .contains("between <think> and </think>", "between <answer> and </answer>", "User: What is 2 + 3?\n")
                .endsWith("\n\nAssistant: <think>");
        assertThat(prompt.prefill()).isEqualTo("<think>");
    }

    @Test
    void aTemplateWithoutThinkTagsPrefillsNothing() {
        Prompt prompt =
                PromptTemplate.of(spec(Template.R1_ZERO, null, BOXED), null).render(SUM);

        assertThat(prompt.text()).endsWith("\\boxed{}.\n\nAssistant:").doesNotContain("think");
        assertThat(prompt.prefill()).isEmpty();
    }

    @Test
    void chatPutsQuestionAndPlaceOfTheAnswerIntoTheUsersTurn() {
        Prompt prompt =
                PromptTemplate.of(spec(Template.CHAT, null, BOXED), CHATML).render(SUM);

        assertThat(prompt.text())
                .isEqualTo(
                        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWhat is 2 + 3?\n\n"
                                + "Reason step by step. Put the final answer within \\boxed{}.<|im_end|>\n<|im_start|>assistant\n");
        assertThat(prompt.prefill()).isEmpty();
    }

    @Test
    void codeIsAskedForInABlockUnlessTagsHoldIt() {
        assertThat(Instruction.of(DOUBLE, spec(Template.CHAT, null, BOXED)))
                .isEqualTo("Write it in Python as the function twice. Put the whole code into one ```python block.");
        assertThat(Instruction.of(DOUBLE, spec(Template.CHAT, null, TAGS)))
                .endsWith("Write only the whole code between <answer> and </answer>.");
    }

    @Test
    void anInstructionOfTheConfigurationReplacesTheProductsOwn() {
        PromptSpec own = new PromptSpec(Template.CHAT, null, BOXED, null, Map.of("math", "Just the number."));

        assertThat(Instruction.of(SUM, own)).isEqualTo("Just the number.");
        assertThat(Instruction.of(DOUBLE, own)).contains("```python");
    }

    @Test
    void aModelWithoutAChatTemplateCannotChat() {
        assertThatThrownBy(() -> PromptTemplate.of(spec(Template.CHAT, null, BOXED), null))
                .hasMessageContaining("use \"r1-zero\"");
    }

    private static PromptSpec spec(
            Template template, @org.jspecify.annotations.Nullable Tags think, AnswerSpec answer) {
        return new PromptSpec(template, think, answer, "Be brief.", Map.of());
    }
}
