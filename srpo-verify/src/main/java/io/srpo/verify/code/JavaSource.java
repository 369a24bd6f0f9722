package io.srpo.verify.code;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java source file taken apart as far as joining two of them needs: its imports, its top-level types, the type that holds
 * {@code main}. Lines keep their numbers.
 *
 * @param imports what is brought in, each as written, without the semicolon
 * @param body the rest: package line and imports blanked out, top-level types no longer public
 * @param types names of the top-level types, in order
 * @param main the top-level type with a {@code main} method
 */
record JavaSource(Set<String> imports, String body, List<String> types, Optional<String> main) {
    private static final Pattern HEAD = Pattern.compile("\\b(package|import)\\s+[^;]*;");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)");
    private static final Pattern PUBLIC = Pattern.compile("\\bpublic\\b");
    private static final Pattern MAIN = Pattern.compile("\\bstatic\\s+(?:final\\s+)?void\\s+main\\s*\\(");

    private static final Pattern UNICODE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u+([0-9a-fA-F]{4})");

    static JavaSource of(String written) {
        // As the compiler does first of all: what hides behind escapes is seen by everything that follows.
        String source = UNICODE.matcher(written)
                .replaceAll(m -> Matcher.quoteReplacement(m.group(1) + (char) Integer.parseInt(m.group(2), 16)));
        String code = blankOutTextAndComments(source);
        char[] depthZero = topLevelOnly(code);
        String top = new String(depthZero);
        StringBuilder body = new StringBuilder(source);
        Set<String> imports = new LinkedHashSet<>();
        Matcher head = HEAD.matcher(top);
        while (head.find()) {
            String text = head.group().substring(0, head.group().length() - 1).strip();
            if (text.startsWith("import")) {
                imports.add(text.replaceAll("\\s+", " "));
            }
            blank(body, head.start(), head.end());
        }
        Matcher open = PUBLIC.matcher(top);
        while (open.find()) {
            blank(body, open.start(), open.end());
        }
        List<String> types = new ArrayList<>();
        Optional<String> main = Optional.empty();
        Matcher type = TYPE.matcher(top);
        List<Integer> starts = new ArrayList<>();
        while (type.find()) {
            types.add(type.group(1));
            starts.add(type.start());
        }
        Matcher called = MAIN.matcher(code);
        if (called.find()) {
            for (int i = 0; i < starts.size() && starts.get(i) < called.start(); i++) {
                main = Optional.of(types.get(i));
            }
        }
        return new JavaSource(imports, body.toString(), List.copyOf(types), main);
    }

    /** Whether the code, strings and comments aside, matches. */
    boolean codeMatches(Pattern pattern) {
        return pattern.matcher(blankOutTextAndComments(body)).find();
    }

    /** One compilation unit: imports of both on the first line, then this, then the other. */
    String joined(JavaSource other) {
        Set<String> all = new LinkedHashSet<>(imports);
        all.addAll(other.imports);
        return String.join("; ", all) + (all.isEmpty() ? "" : "; ") + body + "\n" + other.body + "\n";
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }

    /** The code outside all braces; the rest as blanks. */
    private static char[] topLevelOnly(String code) {
        char[] made = code.toCharArray();
        int depth = 0;
        for (int i = 0; i < made.length; i++) {
            char c = made[i];
            if (c == '}') {
                depth--;
            }
            if (depth > 0 && c != '\n') {
                made[i] = ' ';
            }
            if (c == '{') {
                depth++;
            }
        }
        return made;
    }

    /** Comments, strings and characters become blanks, so that what is left is code at its own place. */
    private static String blankOutTextAndComments(String source) {
        StringBuilder made = new StringBuilder(source);
        Matcher matcher = TEXT.matcher(source);
        while (matcher.find()) {
            blank(made, matcher.start(), matcher.end());
        }
        return made.toString();
    }

    private static final Pattern TEXT = Pattern.compile(
            "//[^\\n]*|/\\*.*?(?:\\*/|\\z)|\"\"\".*?(?:\"\"\"|\\z)|\"(?:\\\\.|[^\"\\\\\\n])*+\"?|'(?:\\\\.|[^'\\\\\\n])*+'?",
            Pattern.DOTALL);
}
