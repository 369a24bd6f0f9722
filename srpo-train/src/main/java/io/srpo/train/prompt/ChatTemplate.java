package io.srpo.train.prompt;

import io.srpo.core.rollout.Prompt;
import io.srpo.core.task.Task;
import io.srpo.train.config.PromptSpec;
import io.srpo.train.config.Tags;
import java.util.ArrayList;
import java.util.List;

/** The model's own chat template: the question and where the answer is to stand, as the user's turn. */
final class ChatTemplate implements PromptTemplate {
    private final PromptSpec spec;
    private final ChatFormatter chat;

    ChatTemplate(PromptSpec spec, ChatFormatter chat) {
        this.spec = spec;
        this.chat = chat;
    }

    @Override
    public Prompt render(Task task) {
        List<ChatFormatter.Message> messages = new ArrayList<>();
        if (spec.system() != null) {
            messages.add(new ChatFormatter.Message("system", spec.system()));
        }
        String told = thinking() + Instruction.of(task, spec);
        messages.add(
                new ChatFormatter.Message("user", told.isBlank() ? task.question() : task.question() + "\n\n" + told));
        return new Prompt(task, chat.format(messages, true), "");
    }

    private String thinking() {
        Tags think = spec.think();
        return think == null
                ? ""
                : "First think the problem through between " + think.open() + " and " + think.close() + ". ";
    }
}
