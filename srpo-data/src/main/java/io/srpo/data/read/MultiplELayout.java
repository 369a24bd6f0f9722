package io.srpo.data.read;

import io.srpo.core.task.Language;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;

/**
 * MultiPL-E for Java: {@code prompt} opens the class {@code Problem} and its method, {@code tests} closes them and goes on with {@code main}. A whole class is
 * asked for, so {@code main} moves into a class of its own that inherits the method.
 */
final class MultiplELayout implements Layout {
    private static final String MAIN = "public static void main";

    @Override
    public boolean fits(Row row) {
        return row.isText("prompt")
                && row.isText("tests")
                && "java".equalsIgnoreCase(row.optional("language"))
                && row.columns().path("tests").textValue().contains(MAIN);
    }

    @Override
    public Task read(Row row) {
        String tests = row.text("tests");
        String main = tests.substring(tests.indexOf(MAIN)).stripTrailing();
        String source =
                "import java.util.*;\nimport java.lang.reflect.*;\n\nclass Main extends Problem {\n    " + main + "\n";
        String question = "Complete this Java class. Answer with the whole source.\n```java\n"
                + row.text("prompt").stripTrailing() + "\n```";
        return TaskOf.code(row, row.optional("name"), question, Language.JAVA, new Tests.Program(source));
    }
}
