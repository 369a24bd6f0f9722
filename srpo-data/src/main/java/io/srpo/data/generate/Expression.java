package io.srpo.data.generate;

/** Whole-number arithmetic, small enough to be worked on paper. */
sealed interface Expression {
    /** A number. */
    record Value(int value) implements Expression {}

    /** @param operator one of {@code + - *} */
    record Operation(char operator, Expression left, Expression right) implements Expression {}

    static Expression value(int value) {
        return new Value(value);
    }

    static Expression pair(int left, char operator, int right) {
        return new Operation(operator, value(left), value(right));
    }

    default Expression then(char operator, int right) {
        return new Operation(operator, this, value(right));
    }

    /** Its value, worked out on a sheet that may slip. */
    default int work(Scratch sheet) {
        if (this instanceof Operation operation) {
            int left = operation.left.work(sheet);
            return sheet.apply(left, operation.operator, operation.right.work(sheet));
        }
        return ((Value) this).value;
    }

    /** As it is written in a question: {@code (3 + 4) * 5}. */
    default String text() {
        if (this instanceof Operation operation) {
            boolean product = operation.operator == '*';
            String left = operation.left.text();
            boolean group = product && operation.left instanceof Operation inner && inner.operator != '*';
            return (group ? "(" + left + ")" : left) + " " + operation.operator + " " + operation.right.text();
        }
        return String.valueOf(((Value) this).value);
    }

    /** The same for an expression and its mirror image where the order does not matter: {@code 38 + 47}. */
    default String canonical() {
        if (this instanceof Operation operation
                && operation.operator != '-'
                && operation.left instanceof Value one
                && operation.right instanceof Value other
                && one.value > other.value) {
            return pair(other.value, operation.operator, one.value).text();
        }
        return text();
    }
}
