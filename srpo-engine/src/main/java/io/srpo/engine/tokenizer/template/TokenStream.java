package io.srpo.engine.tokenizer.template;

import io.srpo.core.SrpoException;
import io.srpo.engine.tokenizer.template.Token.Kind;
import java.util.List;
import java.util.Locale;

/** The parser's place in the tokens. */
final class TokenStream {
    private final List<Token> tokens;
    private int at;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The token after the next one; the last one at the end. */
    Token second() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    boolean sees(Kind kind, String text) {
        return peek().is(kind, text);
    }

    /** Takes the token if it is this one. */
    boolean take(Kind kind, String text) {
        boolean is = sees(kind, text);
        if (is) {
            next();
        }
        return is;
    }

    boolean takeOperator(String text) {
        return take(Kind.OPERATOR, text);
    }

    boolean takeName(String text) {
        return take(Kind.NAME, text);
    }

    Token expect(Kind kind) {
        if (peek().kind() != kind) {
            throw error("expected " + kind.name().toLowerCase(Locale.ROOT) + " but found \"" + peek().text() + "\"");
        }
        return next();
    }

    void expectOperator(String text) {
        if (!takeOperator(text)) {
            throw error("expected \"" + text + "\" but found \"" + peek().text() + "\"");
        }
    }

    int line() {
        return peek().line();
    }

    SrpoException error(String what) {
        return SrpoException.input("chat template, line " + line() + ": " + what);
    }
}
