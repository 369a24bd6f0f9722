package io.srpo.engine.tokenizer.template;

import io.srpo.engine.tokenizer.template.Node.Branch;
import io.srpo.engine.tokenizer.template.Node.Parameter;
import io.srpo.engine.tokenizer.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds the tree of a template's statements. */
final class Parser {
    private final TokenStream in;
    private final ExpressionParser expressions;

    Parser(List<Token> tokens) {
        this.in = new TokenStream(tokens);
        this.expressions = new ExpressionParser(in);
    }

    List<Node> template() {
        List<Node> nodes = body(Set.of());
        if (in.peek().kind() != Kind.END) {
            throw in.error("unexpected \"" + in.second().text() + "\"");
        }
        return nodes;
    }

    /** Nodes up to a block that begins with one of these names, or to the end; that block's begin is left unread. */
    private List<Node> body(Set<String> ends) {
        List<Node> nodes = new ArrayList<>();
        while (true) {
            switch (in.peek().kind()) {
                case TEXT -> nodes.add(new Node.Text(in.next().text()));
                case OUTPUT_BEGIN -> {
                    in.next();
                    nodes.add(new Node.Output(expressions.tuple()));
                    in.expect(Kind.OUTPUT_END);
                }
                case BLOCK_BEGIN -> {
                    if (ends.contains(in.second().text())) {
                        return nodes;
                    }
                    in.next();
                    nodes.add(statement());
                }
                default -> {
                    if (!ends.isEmpty()) {
                        throw in.error("the template ends where one of " + new TreeSet<>(ends) + " should stand");
                    }
                    return nodes;
                }
            }
        }
    }

    private Node statement() {
        Token name = in.expect(Kind.NAME);
        return switch (name.text()) {
            case "if" -> ifElse();
            case "for" -> forLoop(name.line());
            case "set" -> set(name.line());
            case "macro" -> macro();
            case "generation" -> {
                blockEnd();
                List<Node> body = body(Set.of("endgeneration"));
                close("endgeneration");
                yield new Node.Group(body);
            }
            case "break" -> {
                blockEnd();
                yield new Node.Break();
            }
            case "continue" -> {
                blockEnd();
                yield new Node.Continue();
            }
            default -> throw in.error("the statement \"" + name.text() + "\" is not supported here or not known");
        };
    }

    private Node ifElse() {
        List<Branch> branches = new ArrayList<>();
        @Nullable Expression condition = expressions.expression();
        while (true) {
            blockEnd();
            branches.add(
                    new Branch(condition, body(condition == null ? Set.of("endif") : Set.of("elif", "else", "endif"))));
            in.expect(Kind.BLOCK_BEGIN);
            switch (in.next().text()) {
                case "elif" -> condition = expressions.expression();
                case "else" -> condition = null;
                default -> {
                    blockEnd();
                    return new Node.If(branches);
                }
            }
        }
    }

    private Node forLoop(int line) {
        List<String> targets = targets();
        if (!in.takeName("in")) {
            throw in.error("expected \"in\" in a for statement");
        }
        Expression items = expressions.withoutCondition();
        Expression condition = in.takeName("if") ? expressions.expression() : null;
        blockEnd();
        List<Node> body = body(Set.of("else", "endfor"));
        List<Node> otherwise = List.of();
        if (in.second().text().equals("else")) {
            close("else");
            otherwise = body(Set.of("endfor"));
        }
        close("endfor");
        return new Node.For(targets, items, condition, body, otherwise, line);
    }

    private Node set(int line) {
        List<String> targets = targets();
        String field = in.takeOperator(".") ? in.expect(Kind.NAME).text() : null;
        if (in.takeOperator("=")) {
            Expression value = expressions.tuple();
            blockEnd();
            return new Node.Assign(targets, field, value, line);
        }
        blockEnd();
        List<Node> body = body(Set.of("endset"));
        close("endset");
        return new Node.Capture(targets.get(0), body);
    }

    private Node macro() {
        String name = in.expect(Kind.NAME).text();
        in.expectOperator("(");
        List<Parameter> parameters = new ArrayList<>();
        while (!in.takeOperator(")")) {
            String parameter = in.expect(Kind.NAME).text();
            parameters.add(new Parameter(parameter, in.takeOperator("=") ? expressions.expression() : null));
            if (!in.sees(Kind.OPERATOR, ")")) {
                in.expectOperator(",");
            }
        }
        blockEnd();
        List<Node> body = body(Set.of("endmacro"));
        close("endmacro");
        return new Node.Macro(name, parameters, body);
    }

    private List<String> targets() {
        List<String> targets = new ArrayList<>();
        boolean parenthesised = in.takeOperator("(");
        do {
            targets.add(in.expect(Kind.NAME).text());
        } while (in.takeOperator(","));
        if (parenthesised) {
            in.expectOperator(")");
        }
        return targets;
    }

    private void blockEnd() {
        in.expect(Kind.BLOCK_END);
    }

    /** A whole block of one name: {@code {% endfor %}}; a name may follow it. */
    private void close(String name) {
        in.expect(Kind.BLOCK_BEGIN);
        if (!in.takeName(name)) {
            throw in.error("expected " + name);
        }
        if (in.peek().kind() == Kind.NAME) {
            in.next();
        }
        blockEnd();
    }
}
