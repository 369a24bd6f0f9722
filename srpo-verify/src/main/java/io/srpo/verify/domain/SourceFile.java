package io.srpo.verify.domain;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a user's Java file against the product and loads the class that bears the file's name. */
final class SourceFile {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");

    private SourceFile() {}

    /** @param key named in faults */
    static Class<?> load(Path file, String key) throws ClassNotFoundException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw SrpoException.resource(
                    key + ": this Java has no compiler for " + file + "; use a JDK, or name a compiled class");
        }
        try {
            String text = Files.readString(file);
            Path out = Files.createTempDirectory("srpo-verifier-");
            compile(compiler, file, out, key);
            Matcher named = PACKAGE.matcher(text);
            String simple = String.valueOf(file.getFileName()).replaceFirst("\\.java$", "");
            String name = named.find() ? named.group(1) + "." + simple : simple;
            // The loader lives as long as its class; the files are read once and need not stay.
            URLClassLoader loader =
                    new URLClassLoader(new URL[] {out.toUri().toURL()}, SourceFile.class.getClassLoader());
            Class<?> type = Class.forName(name, true, loader);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(out)));
            return type;
        } catch (IOException e) {
            throw SrpoException.input(key + ": cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static void compile(JavaCompiler compiler, Path file, Path out, String key) throws IOException {
        DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(faults, Locale.ROOT, null)) {
            List<String> options =
                    List.of("-d", out.toString(), "-proc:none", "-classpath", System.getProperty("java.class.path"));
            boolean done = compiler.getTask(null, files, faults, options, null, files.getJavaFileObjects(file))
                    .call();
            if (!done) {
                Diagnostic<?> first = faults.getDiagnostics().stream()
                        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                        .findFirst()
                        .orElseThrow();
                throw SrpoException.input(key + ": " + file + ":" + first.getLineNumber() + ": "
                        + first.getMessage(Locale.ROOT).lines().findFirst().orElse(""));
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // A temporary folder that stays behind does no harm.
            return;
        }
    }
}
