package io.srpo.engine.tokenizer.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Walks the statements and writes the text. One for one rendering; a macro or captured block has its own, over the same evaluator. */
final class Renderer {
    /** How a run of statements ended. */
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final StringBuilder out;
    private final Evaluator evaluator;

    Renderer(StringBuilder out, Evaluator evaluator) {
        this.out = out;
        this.evaluator = evaluator;
    }

    void render(List<Node> nodes, Scope scope) {
        run(nodes, scope);
    }

    private Flow run(List<Node> nodes, Scope scope) {
        for (Node node : nodes) {
            Flow flow = run(node, scope);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow run(Node node, Scope scope) {
        if (node instanceof Node.Text text) {
            out.append(text.text());
        } else if (node instanceof Node.Output output) {
            out.append(Values.text(evaluator.evaluate(output.expression(), scope)));
        } else if (node instanceof Node.If choice) {
            for (Node.Branch branch : choice.branches()) {
                if (branch.condition() == null || Values.truth(evaluator.evaluate(branch.condition(), scope))) {
                    return run(branch.body(), scope);
                }
            }
        } else if (node instanceof Node.For loop) {
            loop(loop, scope);
        } else if (node instanceof Node.Assign assign) {
            assign(assign, scope);
        } else if (node instanceof Node.Capture capture) {
            scope.set(capture.target(), inner(capture.body(), new Scope(scope)));
        } else if (node instanceof Node.Macro macro) {
            scope.set(macro.name(), (Callable) (arguments, named) -> call(macro, scope, arguments, named));
        } else if (node instanceof Node.Group group) {
            return run(group.body(), scope);
        } else {
            return node instanceof Node.Break ? Flow.BREAK : Flow.CONTINUE;
        }
        return Flow.ON;
    }

    private void loop(Node.For loop, Scope scope) {
        List<Object> items = new ArrayList<>();
        evaluator.at(loop.line());
        for (Object item : Values.iterate(evaluator.evaluate(loop.items(), scope))) {
            Scope inner = new Scope(scope);
            bind(loop.targets(), item, inner);
            if (loop.condition() == null || Values.truth(evaluator.evaluate(loop.condition(), inner))) {
                items.add(item);
            }
        }
        if (items.isEmpty()) {
            run(loop.otherwise(), scope);
        }
        for (int i = 0; i < items.size(); i++) {
            Scope inner = new Scope(scope);
            bind(loop.targets(), items.get(i), inner);
            inner.set("loop", Loop.at(items, i));
            if (run(loop.body(), inner) == Flow.BREAK) {
                return;
            }
        }
    }

    private void assign(Node.Assign assign, Scope scope) {
        Object value = evaluator.evaluate(assign.value(), scope);
        evaluator.at(assign.line());
        if (assign.field() == null) {
            bind(assign.targets(), value, scope);
        } else if (scope.get(assign.targets().get(0)) instanceof Namespace namespace) {
            namespace.fields().put(assign.field(), value);
        } else {
            throw Values.error(assign.targets().get(0) + " is no namespace, so its field cannot be set");
        }
    }

    private static void bind(List<String> targets, Object value, Scope scope) {
        if (targets.size() == 1) {
            scope.set(targets.get(0), value);
            return;
        }
        List<Object> parts = Values.iterate(value);
        if (parts.size() != targets.size()) {
            throw Values.error(parts.size() + " values for " + targets.size() + " names");
        }
        for (int i = 0; i < parts.size(); i++) {
            scope.set(targets.get(i), parts.get(i));
        }
    }

    private Object call(Node.Macro macro, Scope defined, List<Object> arguments, Map<String, Object> named) {
        Scope scope = new Scope(defined);
        for (int i = 0; i < macro.parameters().size(); i++) {
            Node.Parameter parameter = macro.parameters().get(i);
            Object value =
                    i < arguments.size() ? arguments.get(i) : named.getOrDefault(parameter.name(), Missing.UNDEFINED);
            if (value == Missing.UNDEFINED && parameter.standard() != null) {
                value = evaluator.evaluate(parameter.standard(), scope);
            }
            scope.set(parameter.name(), value);
        }
        return inner(macro.body(), scope);
    }

    private String inner(List<Node> body, Scope scope) {
        StringBuilder text = new StringBuilder();
        new Renderer(text, evaluator).run(body, scope);
        return text.toString();
    }
}
