package io.srpo.train.prompt;

import io.srpo.core.task.Domain;
import io.srpo.core.task.Language;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;
import io.srpo.train.config.AnswerSpec;
import io.srpo.train.config.PromptSpec;

/** The sentence that tells the model where its answer has to stand, by domain; a configuration may put its own in its place. */
final class Instruction {
    private Instruction() {}

    static String of(Task task, PromptSpec spec) {
        String own = spec.instructions().get(task.domain().name());
        if (own != null) {
            return own;
        }
        if (task.reference() instanceof Reference.Code code) {
            return program(code) + " " + codePlace(code.language(), spec.answer());
        }
        return task.domain().equals(Domain.MATH)
                ? "Reason step by step. " + place(spec.answer())
                : place(spec.answer());
    }

    private static String place(AnswerSpec answer) {
        return switch (answer.places().get(0)) {
            case TAGS -> "Write only the final answer between " + tags(answer) + ".";
            case BOXED -> "Put the final answer within \\boxed{}.";
            case PHRASE -> "End with \"The answer is\" and the final answer.";
            case BOLD -> "End with the final answer in **bold**.";
            case WHOLE -> "Write the final answer and nothing else.";
            case EQUALS -> "End with a line \"= \" and the final answer.";
            case LAST_NUMBER -> "End with the final answer, a number.";
        };
    }

    private static String codePlace(Language language, AnswerSpec answer) {
        return answer.tags() == null
                ? "Put the whole code into one ```" + language.label() + " block."
                : "Write only the whole code between " + tags(answer) + ".";
    }

    private static String program(Reference.Code code) {
        String language = code.language() == Language.PYTHON ? "Python" : "Java";
        if (code.tests() instanceof Tests.Stdio) {
            return "Write a " + language + " program that reads standard input and writes standard output.";
        } else if (code.tests() instanceof Tests.Call call) {
            return "Write it in " + language + " as the function " + call.entry() + ".";
        }
        return "Write it in " + language + ".";
    }

    private static String tags(AnswerSpec answer) {
        return answer.tags() == null
                ? ""
                : answer.tags().open() + " and " + answer.tags().close();
    }
}
