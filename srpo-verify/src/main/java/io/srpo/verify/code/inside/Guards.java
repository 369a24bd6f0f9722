package io.srpo.verify.code.inside;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;

/**
 * Keeps a candidate's classes from being equal to what is not theirs: each {@code equals(Object)} of its classes begins with the question whether the other is of the same class. Helper classes that are keys of maps work as they are written; a
 * list that claims to be the expected one does not. Lines keep their numbers.
 */
final class Guards {
    private record Insertion(long at, String text) {}

    private Guards() {}

    /** @param known top-level classes that are left as they are: those of the tests */
    static String add(MemoryCompiler compiler, String source, Set<String> known) throws CompileException {
        if (!source.contains("equals")) {
            return source;
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavacTask task = compiler.task(source, found, new LinkedHashMap<>());
        List<Insertion> insertions = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                new Finder(Trees.instance(task).getSourcePositions(), unit, known, insertions).scan(unit, null);
            }
        } catch (IOException e) {
            throw new CompileException(String.valueOf(e.getMessage()));
        }
        StringBuilder text = new StringBuilder(source);
        insertions.sort((a, b) -> Long.compare(b.at, a.at));
        insertions.forEach(one -> text.insert((int) one.at, one.text));
        return text.toString();
    }

    private static final class Finder extends TreePathScanner<Void, Void> {
        private final SourcePositions positions;
        private final CompilationUnitTree unit;
        private final Set<String> known;
        private final List<Insertion> insertions;

        Finder(SourcePositions positions, CompilationUnitTree unit, Set<String> known, List<Insertion> insertions) {
            this.positions = positions;
            this.unit = unit;
            this.known = known;
            this.insertions = insertions;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            return known.contains(type.getSimpleName().toString())
                            && getCurrentPath().getParentPath().getLeaf() == unit
                    ? null
                    : super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (method.getName().contentEquals("equals")
                    && method.getParameters().size() == 1
                    && method.getBody() != null
                    && !method.getModifiers().getFlags().contains(javax.lang.model.element.Modifier.STATIC)) {
                String other = method.getParameters().get(0).getName().toString();
                String type = method.getParameters().get(0).getType().toString();
                if (type.equals("Object") || type.equals("java.lang.Object")) {
                    insertions.add(new Insertion(
                            positions.getStartPosition(unit, method.getBody()) + 1,
                            "if (" + other + " == null || " + other
                                    + ".getClass() != this.getClass()) { return false; }"));
                }
            }
            return super.visitMethod(method, null);
        }
    }
}
