package io.srpo.verify.code.inside;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A compiler in waiting behind a wall of its own. It translates one source after another and runs none of them: what it hands out are
 * bytes that another sandbox runs, so it is no worker that serves two candidates. Annotation processors are off, nothing is written.
 *
 * <p>Frames of four bytes of length and JSON. In: {@code {"source":base64,"known":base64}}, where {@code known} holds the names of the
 * tests' classes, blank between them. Out: {@code {"error":base64}}, {@code {"memory":true}}, or
 * {@code {"classes":[name,bytes,...]}}, all in base64.
 */
public final class CompileServer {
    private static final Pattern SOURCE = Pattern.compile("\"source\":\"([^\"]*)\"");
    private static final Pattern KNOWN = Pattern.compile("\"known\":\"([^\"]*)\"");
    /** Deep nesting needs it. */
    private static final long STACK = 256L << 20;

    private CompileServer() {}

    public static void main(String[] args) throws InterruptedException {
        Thread serving = new Thread(null, CompileServer::serve, "compiler", STACK);
        serving.start();
        serving.join();
        Runtime.getRuntime().halt(0);
    }

    private static void serve() {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        MemoryCompiler compiler = new MemoryCompiler();
        try {
            warm(compiler);
            send(out, "{\"ready\":true}");
            while (true) {
                String frame = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                send(
                        out,
                        answer(
                                compiler,
                                field(SOURCE, frame),
                                Set.of(field(KNOWN, frame).split(" ", -1))));
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(0);
        } catch (OutOfMemoryError e) {
            // The heap is not to be trusted any more; the parent reads the status of memory from this last frame.
            try {
                send(out, "{\"memory\":true}");
            } catch (IOException gone) {
                Runtime.getRuntime().halt(1);
            }
            Runtime.getRuntime().halt(1);
        }
    }

    /** So that the first candidate is not charged with loading the compiler. */
    private static void warm(MemoryCompiler compiler) {
        String source =
                "import java.util.*; class A { int f(List<Integer> x) { return x.stream().mapToInt(i -> i).sum(); } "
                        + "public boolean equals(Object o) { return true; } String s(int n) { return \"a\" + n; } record R(int a) {} }";
        answer(compiler, source, Set.of());
    }

    private static String answer(MemoryCompiler compiler, String source, Set<String> known) {
        try {
            Map<String, byte[]> classes = compiler.compile(Guards.add(compiler, source, known));
            StringBuilder json = new StringBuilder("{\"classes\":[");
            classes.forEach((name, bytes) -> json.append(json.charAt(json.length() - 1) == '[' ? "\"" : ",\"")
                    .append(base64(name.getBytes(StandardCharsets.UTF_8)))
                    .append("\",\"")
                    .append(base64(bytes))
                    .append('"'));
            return json.append("]}").toString();
        } catch (CompileException e) {
            return error(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            return error("nested too deeply for the compiler");
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            return error("the compiler failed: " + e);
        }
    }

    private static String error(String text) {
        return "{\"error\":\"" + base64(text.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    private static String field(Pattern pattern, String frame) {
        Matcher matcher = pattern.matcher(frame);
        return matcher.find() ? new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8) : "";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void send(DataOutputStream out, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        out.writeInt(body.length);
        out.write(body);
        out.flush();
    }
}
