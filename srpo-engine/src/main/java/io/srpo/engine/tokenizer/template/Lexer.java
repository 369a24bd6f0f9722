package io.srpo.engine.tokenizer.template;

import io.srpo.core.SrpoException;
import io.srpo.engine.tokenizer.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into tokens and does Jinja's white space control: {@code -} strips, {@code +} keeps, a line break right after a block or comment goes
 * (trim_blocks), and so do blanks between a line's begin and a block or comment (lstrip_blocks).
 */
final class Lexer {
    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    /** Whether the tag just passed asked for the white space after it to be stripped. */
    private boolean stripNext;
    /** Whether the current text begins at a line's begin. */
    private boolean lineStart = true;

    Lexer(String source) {
        String unix = source.replace("\r\n", "\n").replace('\r', '\n');
        this.source = unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
    }

    List<Token> tokens() {
        while (at < source.length()) {
            int tag = nextTag();
            text(source.substring(at, tag), tag);
            if (tag < source.length()) {
                tag(source.charAt(tag + 1));
            }
        }
        add(Kind.END, "end of the template");
        return tokens;
    }

    private int nextTag() {
        for (int i = source.indexOf('{', at); i >= 0 && i + 1 < source.length(); i = source.indexOf('{', i + 1)) {
            if ("{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return source.length();
    }

    /** Emits the text before a tag, stripped as the tags around it ask; leaves the position at the tag. */
    private void text(String raw, int tag) {
        String text = stripNext ? raw.stripLeading() : raw;
        char kind = tag < source.length() ? source.charAt(tag + 1) : 0;
        char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : 0;
        if (kind != 0 && sign == '-') {
            text = text.stripTrailing();
        } else if ((kind == '%' || kind == '#') && sign != '+') {
            int begin = raw.lastIndexOf('\n') + 1;
            if ((begin > 0 || lineStart) && raw.substring(begin).isBlank()) {
                text = stripNext && raw.isBlank() ? "" : text.substring(0, Math.max(0, text.lastIndexOf('\n') + 1));
            }
        }
        if (!text.isEmpty()) {
            add(Kind.TEXT, text);
        }
        moveTo(tag);
    }

    private void tag(char kind) {
        int after = at + 2;
        boolean signed = after < source.length()
                && (source.charAt(after) == '-' || (source.charAt(after) == '+' && kind != '{'));
        int inside = signed ? after + 1 : after;
        switch (kind) {
            case '#' -> {
                int end = source.indexOf("#}", inside);
                if (end < 0) {
                    throw error("a comment is not closed");
                }
                stripNext = source.charAt(end - 1) == '-';
                moveTo(end + 2);
                afterBlock(source.charAt(end - 1) != '+');
            }
            case '%' -> {
                if (!raw(inside)) {
                    add(Kind.BLOCK_BEGIN, "{%");
                    moveTo(inside);
                    expression("%}", Kind.BLOCK_END);
                }
            }
            default -> {
                add(Kind.OUTPUT_BEGIN, "{{");
                moveTo(inside);
                expression("}}", Kind.OUTPUT_END);
            }
        }
    }

    /** A raw block becomes text as it stands; gives whether this was one. */
    private boolean raw(int inside) {
        int open = LexerPatterns.end(LexerPatterns.RAW, source, inside);
        if (open < 0) {
            return false;
        }
        var close = LexerPatterns.END_RAW.matcher(source);
        if (!close.find(open)) {
            throw error("raw is not closed by endraw");
        }
        add(Kind.TEXT, source.substring(open, close.start()));
        stripNext = close.group().endsWith("-%}");
        moveTo(close.end());
        afterBlock(true);
        return true;
    }

    private void expression(String end, Kind endKind) {
        int braces = 0;
        while (true) {
            while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
                moveTo(at + 1);
            }
            if (at >= source.length()) {
                throw error("a tag is not closed by " + end);
            }
            char sign = source.charAt(at);
            boolean signed =
                    (sign == '-' || (sign == '+' && endKind == Kind.BLOCK_END)) && source.startsWith(end, at + 1);
            if (signed || (source.startsWith(end, at) && braces == 0)) {
                add(endKind, end);
                stripNext = signed && sign == '-';
                moveTo(at + (signed ? 1 : 0) + end.length());
                lineStart = false;
                if (endKind == Kind.BLOCK_END) {
                    afterBlock(!signed || sign != '+');
                }
                return;
            }
            Token token = LexerPatterns.token(source, at, line);
            if (token.kind() == Kind.OPERATOR) {
                braces += token.text().equals("{") ? 1 : token.text().equals("}") ? -1 : 0;
            }
            tokens.add(
                    token.kind() == Kind.STRING
                            ? new Token(Kind.STRING, LexerPatterns.unescape(token.text()), line)
                            : token);
            moveTo(at + token.text().length());
        }
    }

    private void afterBlock(boolean trim) {
        lineStart = trim && at < source.length() && source.charAt(at) == '\n';
        if (lineStart) {
            moveTo(at + 1);
        }
    }

    private void moveTo(int position) {
        for (; at < position; at++) {
            if (source.charAt(at) == '\n') {
                line++;
            }
        }
    }

    private void add(Kind kind, String text) {
        tokens.add(new Token(kind, text, line));
    }

    private SrpoException error(String what) {
        return SrpoException.input("chat template, line " + line + ": " + what);
    }
}
