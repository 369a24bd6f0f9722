package io.srpo.engine.tokenizer.template;

import io.srpo.engine.tokenizer.template.Expression.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Works out expressions. Remembers the line it is at, for messages. */
final class Evaluator {
    private int line = 1;

    int line() {
        return line;
    }

    void at(int newLine) {
        line = newLine;
    }

    Object evaluate(Expression expression, Scope scope) {
        if (expression instanceof Expression.Literal literal) {
            return literal.value();
        }
        if (expression instanceof Expression.Name name) {
            return scope.get(name.name());
        }
        if (expression instanceof Expression.Attribute attribute) {
            Object target = evaluate(attribute.target(), scope);
            line = attribute.line();
            return Access.attribute(target, attribute.name());
        }
        if (expression instanceof Expression.Index index) {
            Object target = evaluate(index.target(), scope);
            Object key = evaluate(index.index(), scope);
            line = index.line();
            return Access.index(target, key);
        }
        if (expression instanceof Expression.Slice slice) {
            Object target = evaluate(slice.target(), scope);
            Object from = optional(slice.from(), scope);
            Object to = optional(slice.to(), scope);
            Object step = optional(slice.step(), scope);
            line = slice.line();
            return Access.slice(target, from, to, step);
        }
        if (expression instanceof Expression.Call call) {
            return call(call, scope);
        }
        if (expression instanceof Expression.Filter filter) {
            Object input = evaluate(filter.input(), scope);
            List<Object> positional = all(filter.arguments().positional(), scope);
            Map<String, Object> named = named(filter.arguments(), scope);
            line = filter.line();
            return Filters.apply(filter.name(), input, positional, named);
        }
        if (expression instanceof Expression.Test test) {
            Object input = evaluate(test.input(), scope);
            List<Object> arguments = all(test.arguments(), scope);
            line = test.line();
            return Tests.holds(test.name(), input, arguments);
        }
        return logic(expression, scope);
    }

    private Object logic(Expression expression, Scope scope) {
        if (expression instanceof Expression.And and) {
            Object left = evaluate(and.left(), scope);
            return Values.truth(left) ? evaluate(and.right(), scope) : left;
        }
        if (expression instanceof Expression.Or or) {
            Object left = evaluate(or.left(), scope);
            return Values.truth(left) ? left : evaluate(or.right(), scope);
        }
        if (expression instanceof Expression.Not not) {
            return !Values.truth(evaluate(not.operand(), scope));
        }
        if (expression instanceof Expression.Conditional conditional) {
            if (Values.truth(evaluate(conditional.condition(), scope))) {
                return evaluate(conditional.then(), scope);
            }
            return optional(conditional.otherwise(), scope);
        }
        if (expression instanceof Expression.Comparison comparison) {
            return compare(comparison, scope);
        }
        return arithmetic(expression, scope);
    }

    private Object arithmetic(Expression expression, Scope scope) {
        if (expression instanceof Expression.Binary binary) {
            Object left = evaluate(binary.left(), scope);
            Object right = evaluate(binary.right(), scope);
            line = binary.line();
            return Arithmetic.apply(binary.operator(), left, right);
        }
        if (expression instanceof Expression.Sign sign) {
            Object value = evaluate(sign.operand(), scope);
            line = sign.line();
            return Arithmetic.apply(sign.minus() ? "-" : "+", 0L, value);
        }
        if (expression instanceof Expression.Sequence sequence) {
            return all(sequence.items(), scope);
        }
        Expression.Dictionary dictionary = (Expression.Dictionary) expression;
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < dictionary.keys().size(); i++) {
            map.put(
                    evaluate(dictionary.keys().get(i), scope),
                    evaluate(dictionary.values().get(i), scope));
        }
        return map;
    }

    private Object call(Expression.Call call, Scope scope) {
        List<Object> positional = all(call.arguments().positional(), scope);
        Map<String, Object> named = named(call.arguments(), scope);
        if (call.target() instanceof Expression.Attribute attribute) {
            Object target = evaluate(attribute.target(), scope);
            line = call.line();
            return Access.attribute(target, attribute.name()) instanceof Callable function
                            && !(target instanceof String)
                    ? function.call(positional, named)
                    : Methods.call(target, attribute.name(), positional, named);
        }
        Object target = evaluate(call.target(), scope);
        line = call.line();
        if (target instanceof Callable function) {
            return function.call(positional, named);
        }
        throw Values.error((call.target() instanceof Expression.Name name ? name.name() + ", " : "")
                + Values.type(target) + ", cannot be called");
    }

    private Object compare(Expression.Comparison comparison, Scope scope) {
        Object left = evaluate(comparison.first(), scope);
        for (int i = 0; i < comparison.operators().size(); i++) {
            Object right = evaluate(comparison.rest().get(i), scope);
            line = comparison.line();
            if (!holds(comparison.operators().get(i), left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private static boolean holds(String operator, Object left, Object right) {
        return switch (operator) {
            case "==" -> Values.equal(left, right);
            case "!=" -> !Values.equal(left, right);
            case "<" -> Values.compare(left, right) < 0;
            case "<=" -> Values.compare(left, right) <= 0;
            case ">" -> Values.compare(left, right) > 0;
            case ">=" -> Values.compare(left, right) >= 0;
            case "in" -> Values.contains(right, left);
            default -> !Values.contains(right, left);
        };
    }

    private Object optional(@Nullable Expression expression, Scope scope) {
        return expression == null ? Missing.UNDEFINED : evaluate(expression, scope);
    }

    private List<Object> all(List<Expression> expressions, Scope scope) {
        return expressions.stream().map(each -> evaluate(each, scope)).collect(Collectors.toCollection(ArrayList::new));
    }

    private Map<String, Object> named(Arguments arguments, Scope scope) {
        Map<String, Object> named = new LinkedHashMap<>();
        arguments.named().forEach((name, value) -> named.put(name, evaluate(value, scope)));
        return named;
    }
}
