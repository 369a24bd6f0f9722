package io.srpo.engine.tokenizer.template;

import io.srpo.engine.tokenizer.template.Expression.Arguments;
import io.srpo.engine.tokenizer.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds expressions by recursive descent, with Jinja2's precedences. */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> NO_ARGUMENT = Set.of("else", "or", "and", "is", "if", "in", "not");

    private final TokenStream in;

    ExpressionParser(TokenStream in) {
        this.in = in;
    }

    /** One expression, or several with commas, which make a tuple. */
    Expression tuple() {
        Expression first = expression();
        if (!in.sees(Kind.OPERATOR, ",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (in.takeOperator(",") && in.peek().kind() != Kind.BLOCK_END && !in.sees(Kind.OPERATOR, ")")) {
            items.add(expression());
        }
        return new Expression.Sequence(items);
    }

    Expression expression() {
        Expression value = withoutCondition();
        while (in.takeName("if")) {
            Expression condition = withoutCondition();
            value = new Expression.Conditional(condition, value, in.takeName("else") ? expression() : null);
        }
        return value;
    }

    /** An expression without a trailing {@code if}, as it stands in {@code for x in items if ..}. */
    Expression withoutCondition() {
        Expression left = and();
        while (in.takeName("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (in.takeName("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        return in.takeName("not") ? new Expression.Not(not()) : comparison();
    }

    private Expression comparison() {
        int line = in.line();
        Expression first = sum();
        List<String> operators = new ArrayList<>();
        List<Expression> rest = new ArrayList<>();
        while (true) {
            if (in.peek().kind() == Kind.OPERATOR
                    && COMPARISONS.contains(in.peek().text())) {
                operators.add(in.next().text());
            } else if (in.takeName("in")) {
                operators.add("in");
            } else if (in.sees(Kind.NAME, "not") && in.second().is(Kind.NAME, "in")) {
                in.next();
                in.next();
                operators.add("not in");
            } else {
                return operators.isEmpty() ? first : new Expression.Comparison(first, operators, rest, line);
            }
            rest.add(sum());
        }
    }

    private Expression sum() {
        Expression left = concatenation();
        while (in.sees(Kind.OPERATOR, "+") || in.sees(Kind.OPERATOR, "-")) {
            Token operator = in.next();
            left = new Expression.Binary(operator.text(), left, concatenation(), operator.line());
        }
        return left;
    }

    private Expression concatenation() {
        Expression left = product();
        while (in.sees(Kind.OPERATOR, "~")) {
            int line = in.next().line();
            left = new Expression.Binary("~", left, product(), line);
        }
        return left;
    }

    private Expression product() {
        Expression left = power();
        while (in.peek().kind() == Kind.OPERATOR
                && Set.of("*", "/", "//", "%").contains(in.peek().text())) {
            Token operator = in.next();
            left = new Expression.Binary(operator.text(), left, power(), operator.line());
        }
        return left;
    }

    private Expression power() {
        Expression left = unary(true);
        while (in.sees(Kind.OPERATOR, "**")) {
            int line = in.next().line();
            left = new Expression.Binary("**", left, unary(true), line);
        }
        return left;
    }

    private Expression unary(boolean filtered) {
        Expression value;
        int line = in.line();
        if (in.takeOperator("-")) {
            value = new Expression.Sign(unary(false), true, line);
        } else if (in.takeOperator("+")) {
            value = new Expression.Sign(unary(false), false, line);
        } else {
            value = postfix(primary());
        }
        return filtered ? filters(value) : value;
    }

    private Expression primary() {
        Token token = in.next();
        return switch (token.kind()) {
            case NAME ->
                switch (token.text()) {
                    case "true", "True" -> new Expression.Literal(true);
                    case "false", "False" -> new Expression.Literal(false);
                    case "none", "None" -> new Expression.Literal(Missing.NONE);
                    default -> new Expression.Name(token.text());
                };
            case STRING -> {
                StringBuilder text = new StringBuilder(token.text());
                while (in.peek().kind() == Kind.STRING) {
                    text.append(in.next().text());
                }
                yield new Expression.Literal(text.toString());
            }
            case INTEGER -> new Expression.Literal(integer(token.text().replace("_", "")));
            case FLOAT -> new Expression.Literal(Double.parseDouble(token.text().replace("_", "")));
            default -> bracketed(token);
        };
    }

    private Expression bracketed(Token token) {
        switch (token.text()) {
            case "(" -> {
                if (in.takeOperator(")")) {
                    return new Expression.Sequence(List.of());
                }
                Expression inner = tuple();
                in.expectOperator(")");
                return inner;
            }
            case "[" -> {
                return new Expression.Sequence(list("]"));
            }
            case "{" -> {
                List<Expression> keys = new ArrayList<>();
                List<Expression> values = new ArrayList<>();
                while (!in.takeOperator("}")) {
                    keys.add(expression());
                    in.expectOperator(":");
                    values.add(expression());
                    comma("}");
                }
                return new Expression.Dictionary(keys, values);
            }
            default -> throw in.error("unexpected \"" + token.text() + "\" in an expression");
        }
    }

    private Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            int line = in.line();
            if (in.takeOperator(".")) {
                Token name = in.next();
                value = name.kind() == Kind.INTEGER
                        ? new Expression.Index(value, new Expression.Literal(integer(name.text())), line)
                        : new Expression.Attribute(value, name.text(), line);
            } else if (in.takeOperator("[")) {
                value = subscript(value, line);
            } else if (in.takeOperator("(")) {
                value = new Expression.Call(value, arguments(), line);
            } else {
                return value;
            }
        }
    }

    private Expression subscript(Expression target, int line) {
        Expression from = sliceEnd();
        if (from != null && in.takeOperator("]")) {
            return new Expression.Index(target, from, line);
        }
        in.expectOperator(":");
        Expression to = sliceEnd();
        Expression step = in.takeOperator(":") ? sliceEnd() : null;
        in.expectOperator("]");
        return new Expression.Slice(target, from, to, step, line);
    }

    private @Nullable Expression sliceEnd() {
        return in.sees(Kind.OPERATOR, ":") || in.sees(Kind.OPERATOR, "]") ? null : expression();
    }

    private Expression filters(Expression start) {
        Expression value = start;
        while (true) {
            int line = in.line();
            if (in.takeOperator("|")) {
                String name = in.expect(Kind.NAME).text();
                value = new Expression.Filter(
                        value, name, in.takeOperator("(") ? arguments() : new Arguments(List.of(), Map.of()), line);
            } else if (in.takeName("is")) {
                value = test(value, line);
            } else if (in.sees(Kind.OPERATOR, ".") || in.sees(Kind.OPERATOR, "[") || in.sees(Kind.OPERATOR, "(")) {
                value = postfix(value);
            } else {
                return value;
            }
        }
    }

    private Expression test(Expression input, int line) {
        boolean negated = in.takeName("not");
        String name = in.next().text();
        List<Expression> arguments = List.of();
        if (in.takeOperator("(")) {
            arguments = list(")");
        } else if (startsValue() && !NO_ARGUMENT.contains(in.peek().text())) {
            arguments = List.of(postfix(primary()));
        }
        Expression test = new Expression.Test(input, name, arguments, line);
        return negated ? new Expression.Not(test) : test;
    }

    private boolean startsValue() {
        return switch (in.peek().kind()) {
            case NAME, STRING, INTEGER, FLOAT -> true;
            default -> in.sees(Kind.OPERATOR, "[") || in.sees(Kind.OPERATOR, "{");
        };
    }

    /** Arguments after the opening parenthesis, the closing one taken. */
    private Arguments arguments() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!in.takeOperator(")")) {
            if (in.peek().kind() == Kind.NAME && in.second().is(Kind.OPERATOR, "=")) {
                String name = in.next().text();
                in.next();
                named.put(name, expression());
            } else {
                positional.add(expression());
            }
            comma(")");
        }
        return new Arguments(positional, named);
    }

    private List<Expression> list(String close) {
        List<Expression> items = new ArrayList<>();
        while (!in.takeOperator(close)) {
            items.add(expression());
            comma(close);
        }
        return items;
    }

    private void comma(String close) {
        if (!in.sees(Kind.OPERATOR, close)) {
            in.expectOperator(",");
        }
    }

    private Object integer(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw in.error("the number " + digits + " is too large");
        }
    }
}
