package io.srpo.engine.tokenizer.template;

import io.srpo.core.SrpoException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parsed template. Immutable and thread-safe. */
public final class Template {
    private final List<Node> nodes;

    private Template(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** @throws SrpoException (input) for what is no Jinja or uses what is not supported; names the line */
    public static Template parse(String source) {
        try {
            return new Template(new Parser(new Lexer(source).tokens()).template());
        } catch (StackOverflowError e) {
            throw SrpoException.input("chat template: nested too deeply");
        }
    }

    /**
     * Fills the template in.
     *
     * @param variables texts, numbers, booleans, lists, maps and {@link Callable}s by name
     * @throws SrpoException (input) when the template raises an error or does what Jinja would refuse
     */
    public String render(Map<String, ? extends @Nullable Object> variables) {
        Scope scope = new Scope(null);
        Globals.define(scope);
        variables.forEach((name, value) -> scope.set(name, Values.fromJava(value)));
        StringBuilder out = new StringBuilder();
        Evaluator evaluator = new Evaluator();
        try {
            new Renderer(out, evaluator).render(nodes, scope);
        } catch (TemplateError e) {
            throw SrpoException.input("chat template, line " + evaluator.line() + ": " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw SrpoException.input("chat template: calls itself without end");
        }
        return out.toString();
    }
}
