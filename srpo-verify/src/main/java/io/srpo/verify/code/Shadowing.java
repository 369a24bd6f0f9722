package io.srpo.verify.code;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds candidate types that would stand in for the library's in the tests' own code. */
final class Shadowing {
    /** Library helpers that tests compare with; a candidate has no business defining them. */
    private static final Set<String> HELPERS = Set.of(
            "Objects",
            "Arrays",
            "Collections",
            "List",
            "ArrayList",
            "Map",
            "HashMap",
            "Set",
            "HashSet",
            "Optional",
            "Iterator",
            "Iterable",
            "Collection",
            "BigInteger",
            "BigDecimal",
            "Stream",
            "Collectors",
            "IntStream");

    private static final Pattern DOLLAR = Pattern.compile("[$]");

    private Shadowing() {}

    /** Why the candidate may not be joined with these tests, or empty. */
    static Optional<String> of(JavaSource candidate, String tests) {
        if (candidate.codeMatches(DOLLAR)) {
            return Optional.of("a name with $ could pass for a class of the tests");
        }
        for (String type : candidate.types()) {
            if (ofJavaLang(type) || (HELPERS.contains(type) && tests.matches("(?s).*\\b" + type + "\\b.*"))) {
                return Optional.of("the class " + type + " hides the library's from the tests");
            }
        }
        for (String declared : candidate.imports()) {
            List<String> words = List.of(declared.replace("import static ", "")
                    .replace("import ", "")
                    .split("[.]", -1));
            if (candidate.types().contains(words.get(0).strip())) {
                return Optional.of("\"" + declared + "\" imports from the program itself");
            }
        }
        return Optional.empty();
    }

    private static boolean ofJavaLang(String name) {
        try {
            Class.forName("java.lang." + name, false, null);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
