package io.srpo.data.read;

import io.srpo.core.task.Language;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;

/**
 * HumanEval and its kin, MBJP and HumanEval-X for Java: {@code prompt} is the beginning of the source, {@code test} the program that checks it. In Python that
 * program defines {@code check}, which is called here with {@code entry_point}; in Java it holds {@code Main}.
 */
final class HumanEvalLayout implements Layout {
    @Override
    public boolean fits(Row row) {
        return row.isText("prompt") && row.isText("test") && (row.has("entry_point") || isJava(row));
    }

    @Override
    public Task read(Row row) {
        String test = row.text("test");
        Language language = isJava(row) ? Language.JAVA : Language.PYTHON;
        String source = language == Language.JAVA ? test : test + "\n\ncheck(" + row.text("entry_point") + ")\n";
        return TaskOf.code(row, row.optional("task_id"), question(row, language), language, new Tests.Program(source));
    }

    private static String question(Row row, Language language) {
        String what = language == Language.JAVA ? "Java class" : "Python function";
        return "Complete this " + what + ". Answer with the whole source.\n```" + language.label() + "\n"
                + row.text("prompt").stripTrailing() + "\n```";
    }

    private static boolean isJava(Row row) {
        String language = row.optional("language");
        String test = row.columns().path("test").asText();
        return language != null
                ? language.equalsIgnoreCase("java")
                : test.contains("class Main") && test.contains("static void main");
    }
}
