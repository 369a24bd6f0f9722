package io.srpo.verify.code.inside;

import com.sun.source.util.JavacTask;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The JDK's compiler from text to bytes; each source in a context of its own, with the JDK's classes and no other. */
final class MemoryCompiler {
    /** Strings are joined by plain calls: making a method handle at run time for each place costs a short program more than it does. */
    private static final List<String> OPTIONS =
            List.of("-proc:none", "-nowarn", "-Xlint:none", "-XDstringConcat=inline", "-classpath", "/nowhere");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files =
            compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    /** A task that has not begun; what it finds goes to the collector, what it makes into the map, by binary name. */
    JavacTask task(String source, DiagnosticCollector<JavaFileObject> found, Map<String, ByteArrayOutputStream> made) {
        return (JavacTask) compiler.getTask(
                Writer.nullWriter(), new Keeping(files, made), found, OPTIONS, null, List.of(new Text(source)));
    }

    Map<String, byte[]> compile(String source) throws CompileException {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> made = new LinkedHashMap<>();
        boolean done = Boolean.TRUE.equals(task(source, found, made).call());
        if (!done) {
            throw new CompileException(firstError(found));
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        made.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    static String firstError(DiagnosticCollector<JavaFileObject> found) {
        for (Diagnostic<? extends JavaFileObject> one : found.getDiagnostics()) {
            if (one.getKind() == Diagnostic.Kind.ERROR) {
                String text = one.getMessage(Locale.ROOT).lines().findFirst().orElse("an error");
                return one.getLineNumber() > 0 ? "line " + one.getLineNumber() + ": " + text : text;
            }
        }
        return "the compiler failed";
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String source;

        Text(String source) {
            super(URI.create("string:///Candidate.java"), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }

        /** A public class may have any name. */
        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return true;
        }
    }

    private static final class Keeping extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> made;

        Keeping(JavaFileManager files, Map<String, ByteArrayOutputStream> made) {
            super(files);
            this.made = made;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("string:///out"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return made.computeIfAbsent(name, key -> new ByteArrayOutputStream());
                }
            };
        }

        /** One manager serves many tasks; a task closes it when it is done. */
        @Override
        public void close() {}
    }
}
