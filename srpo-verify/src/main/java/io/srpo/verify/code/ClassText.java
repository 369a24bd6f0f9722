package io.srpo.verify.code;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a compiled class of a candidate may name when it runs beside the tests: the JDK's packages for computing, and nothing that reaches
 * into other classes, into the JVM or around its language. A class that cannot name them cannot use them: every way to them by a text
 * leads through a class of the same list.
 */
final class ClassText {
    private static final Pattern NAMES = Pattern.compile(
            "(?<![\\w$/])\\[*L?((?:java|javax|sun|com/sun|jdk|org/w3c|org/xml|org/ietf|org/jcp|netscape)/[\\w/$]+)");
    private static final List<String> OPEN = List.of(
            "java/lang/",
            "java/util/",
            "java/math/",
            "java/text/",
            "java/time/",
            "java/io/",
            "java/nio/",
            "java/security/",
            "javax/crypto/");
    private static final List<String> SHUT = List.of(
            "java/lang/reflect/",
            "java/lang/instrument/",
            "java/lang/management/",
            "java/lang/constant/",
            "java/lang/module/",
            "java/lang/ref/Finalizer",
            "java/lang/ClassLoader",
            "java/lang/ModuleLayer",
            "java/lang/StackWalker",
            "java/lang/Process",
            "java/lang/invoke/MethodHandleProxies",
            "java/lang/invoke/VarHandle",
            "java/lang/invoke/MutableCallSite",
            "java/io/ObjectInputStream",
            "java/lang/SecurityManager",
            "java/util/ServiceLoader",
            "java/util/logging/",
            "java/util/prefs/",
            "java/util/jar/",
            "java/nio/file/spi/",
            "java/security/SecureClassLoader",
            "java/security/Provider");
    /** Methods by which classes of the open packages do the same. */
    private static final Pattern METHODS = Pattern.compile(
            "(?<![\\w$])(?:defineClass|defineHiddenClass|privateLookupIn|findVirtual|findStatic|findSpecial|findConstructor|findGetter|findSetter|findVarHandle"
                    + "|unreflect|revealDirect)(?![\\w$])");
    /** The constant of a class that calls one; bootstraps of lambdas name it in descriptors only. */
    private static final String METHOD_HANDLE = "\u0001\u0000\u001djava/lang/invoke/MethodHandle";

    private ClassText() {}

    /** What a class names that it may not, or empty. */
    static Optional<String> forbidden(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Optional<String> name = NAMES.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(found -> !found.equals("java/lang/reflect/Array"))
                .filter(found -> OPEN.stream().noneMatch(found::startsWith)
                        || SHUT.stream().anyMatch(found::startsWith))
                .findFirst();
        if (text.contains(METHOD_HANDLE)) {
            return Optional.of("java.lang.invoke.MethodHandle");
        }
        return name.isPresent()
                ? name.map(found -> found.replace('/', '.'))
                : METHODS.matcher(text).results().map(found -> found.group()).findFirst();
    }
}
