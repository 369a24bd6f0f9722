package io.srpo.verify.code.inside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks through the compiled candidate for what could make a wrong value equal to the expected one: a class that defines
 * {@code equals} though the tests do not know it, and the ways to make such a class at run time (proxies, reflection). Classes are
 * looked at without being initialised: no line of the candidate runs.
 *
 * <p>Arguments from the second on: {@code +Name} is a type of the tests, {@code =Name} a type that they mention, {@code records} says
 * that records may define {@code equals} and are to be looked at.
 */
final class ClassCheck {
    private static final List<String> MAKERS = List.of(
            "java/lang/reflect/Proxy",
            "java/lang/reflect/InvocationHandler",
            "java/lang/reflect/Method",
            "java/lang/reflect/Field",
            "java/lang/reflect/Constructor",
            "java/lang/reflect/AccessibleObject",
            "java/lang/invoke/MethodHandleProxies",
            "java/io/ObjectInputStream",
            "java/lang/ClassLoader",
            "java/net/URLClassLoader",
            "defineHiddenClass",
            "findVirtual",
            "findStatic",
            "findConstructor");

    private final Set<String> arguments;
    private final ClassLoader loader;

    ClassCheck(String[] arguments, ClassLoader loader) {
        this.arguments = new HashSet<>(List.of(arguments));
        this.loader = loader;
    }

    boolean harmless() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/tmp/out"))) {
            return files.allMatch(this::harmless);
        }
    }

    private boolean harmless(Path file) {
        String name = file.getFileName().toString().replaceFirst("[.]class$", "");
        if (arguments.contains("+" + name.replaceFirst("[$].*", ""))) {
            return true;
        }
        try {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (MAKERS.stream().anyMatch(bytes::contains)) {
                return false;
            }
            String simple = name.replaceFirst(".*[$]", "");
            return arguments.contains("=" + simple) || !definesEquality(Class.forName(name, false, loader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private boolean definesEquality(Class<?> type) {
        if (type.isRecord() && !arguments.contains("records")) {
            return false;
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals("equals")
                    && method.getParameterCount() == 1
                    && method.getParameterTypes()[0] == Object.class) {
                return true;
            }
        }
        return false;
    }
}
