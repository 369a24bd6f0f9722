package io.srpo.engine.tokenizer.template;

import io.srpo.core.SrpoException;
import io.srpo.engine.tokenizer.template.Token.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shapes of tokens within a tag. */
final class LexerPatterns {
    static final Pattern RAW = Pattern.compile("\\s*raw\\s*[-+]?%\\}");
    static final Pattern END_RAW = Pattern.compile("\\{%[-+]?\\s*endraw\\s*[-+]?%\\}");

    private static final Map<Kind, Pattern> SHAPES = new EnumMap<>(Map.of(
            Kind.NAME, Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*"),
            Kind.STRING, Pattern.compile("'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"", Pattern.DOTALL),
            Kind.FLOAT, Pattern.compile("\\d[\\d_]*(?:\\.\\d+(?:[eE][-+]?\\d+)?|[eE][-+]?\\d+)"),
            Kind.INTEGER, Pattern.compile("\\d[\\d_]*"),
            Kind.OPERATOR, Pattern.compile("==|!=|<=|>=|//|\\*\\*|[-+*/%~<>=|.,:()\\[\\]{}]")));

    private LexerPatterns() {}

    /** Where a match that begins at a place ends, or -1. */
    static int end(Pattern pattern, String source, int at) {
        Matcher matcher = pattern.matcher(source).region(at, source.length());
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    /** The token that begins at a place, its text as written. */
    static Token token(String source, int at, int line) {
        for (Kind kind : new Kind[] {Kind.NAME, Kind.STRING, Kind.FLOAT, Kind.INTEGER, Kind.OPERATOR}) {
            int end = end(Objects.requireNonNull(SHAPES.get(kind)), source, at);
            if (end >= 0) {
                return new Token(kind, source.substring(at, end), line);
            }
        }
        throw SrpoException.input("chat template, line " + line + ": unexpected character " + source.charAt(at));
    }

    /** A string's content without its quotes, escapes resolved as Python does. */
    static String unescape(String quoted) {
        StringBuilder out = new StringBuilder();
        int end = quoted.length() - 1;
        for (int i = 1; i < end; i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = quoted.charAt(++i);
            int simple = "ntrabfv0\\'\"".indexOf(escape);
            int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
            if (simple >= 0) {
                out.append("\n\t\r\u0007\b\f\u000b\0\\'\"".charAt(simple));
            } else if (digits > 0
                    && quoted.substring(i + 1, Math.min(end, i + 1 + digits)).matches("[0-9a-fA-F]{" + digits + "}")) {
                out.appendCodePoint(Integer.parseInt(quoted.substring(i + 1, i + 1 + digits), 16));
                i += digits;
            } else if (escape != '\n') {
                out.append('\\').append(escape);
            }
        }
        return out.toString();
    }
}
