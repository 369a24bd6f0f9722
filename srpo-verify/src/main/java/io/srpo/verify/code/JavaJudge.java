package io.srpo.verify.code;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.task.Tests;
import io.srpo.verify.code.inside.Driver;
import io.srpo.verify.sandbox.Job;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.SandboxProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles one Java candidate and puts it to its tests; compiler and program run behind the wall. */
final class JavaJudge {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String DRIVER = Driver.class.getName();

    /** Compiling and collecting garbage beside the program is the JVM's own affair. */
    static final int PROCESSORS = 2;

    private final SandboxProcess process;
    private final Limits limits;
    private final JavaCompilers compilers;

    JavaJudge(SandboxProcess process, Limits limits, JavaCompilers compilers) {
        this.process = process;
        this.limits = limits;
        this.compilers = compilers;
    }

    CodeResult judge(String candidate, Tests tests) {
        Tally tally =
                new Tally(tests instanceof Tests.Stdio stdio ? stdio.cases().size() : 1);
        Path javac = Path.of(System.getProperty("java.home"), "bin", "javac");
        if (!Files.isExecutable(javac)) {
            return tally.ended(
                    Status.SANDBOX_ERROR,
                    "no Java compiler in " + System.getProperty("java.home") + "; run with a JDK, not a JRE");
        }
        try {
            JavaSource own = JavaSource.of(candidate);
            return tests instanceof Tests.Stdio stdio
                    ? stdio(tally, own, stdio)
                    : program(tally, own, JavaSource.of(((Tests.Program) tests).source()), (Tests.Program) tests);
        } catch (IOException | StackOverflowError e) {
            return lost(tally, e);
        }
    }

    private CodeResult program(Tally tally, JavaSource own, JavaSource tests, Tests.Program source) throws IOException {
        Optional<String> main = tests.main().or(own::main);
        if (main.isEmpty()) {
            return tally.ended(Status.COMPILE_ERROR, "no class has a main method");
        }
        Optional<String> hidden = Shadowing.of(own, source.source());
        if (hidden.isPresent()) {
            return tally.ended(Status.COMPILE_ERROR, hidden.get());
        }
        if (!own.types().contains(main.get())
                && own.codeMatches(Pattern.compile("\\b" + Pattern.quote(main.get()) + "\\b"))) {
            return tally.ended(
                    Status.COMPILE_ERROR, "the program refers to " + main.get() + ", the class of its tests");
        }
        CodeResult wrong = compile(tally, own.joined(tests), tests.types(), true);
        if (wrong != null) {
            return wrong;
        }
        try (Deadline deadline = new Deadline(process, limits, PROCESSORS)) {
            byte[] secret = new byte[Driver.SECRET_BYTES];
            RANDOM.nextBytes(secret);
            JsonNode answer = run("/tmp/driver:/tmp/out", List.of(DRIVER, main.get()), secret);
            byte[] output = Base64.getDecoder().decode(answer.path("output").asText());
            if (contains(output, secret)) {
                tally.add(true, "");
                return tally.finished();
            }
            return notReached(tally, answer.path("wrong"), new String(output, StandardCharsets.UTF_8));
        }
    }

    private static CodeResult notReached(Tally tally, JsonNode wrong, String output) {
        String status = wrong.path(1).asText();
        if (status.equals("exit status " + Driver.TEST_THREW)) {
            tally.add(false, thrown(output));
            return tally.finished();
        }
        if (status.equals("exit status " + Driver.CANDIDATE_THREW)) {
            return tally.ended(Status.RUNTIME_ERROR, thrown(output));
        }
        return wrong.isArray() && !status.startsWith("exit status")
                ? tally.ended(Status.ofFailure(wrong.path(0).asText()), status)
                : tally.ended(Status.RUNTIME_ERROR, "the program ended itself before its tests had run");
    }

    private CodeResult stdio(Tally tally, JavaSource own, Tests.Stdio tests) throws IOException {
        if (own.main().isEmpty()) {
            return tally.ended(Status.COMPILE_ERROR, "no class has a main method");
        }
        CodeResult wrong = compile(tally, own.joined(JavaSource.of("")), List.of(), false);
        if (wrong != null) {
            return wrong;
        }
        CodeResult first = null;
        for (Tests.Stdio.Exchange exchange : tests.cases()) {
            CodeResult stopped = exchange(tally, own.main().get(), exchange);
            if (stopped != null) {
                first = first == null ? stopped : first;
                if (stopped.status() != Status.RUNTIME_ERROR) {
                    break;
                }
            }
        }
        return first == null ? tally.finished() : tally.ended(first.status(), first.reason());
    }

    private @Nullable CodeResult exchange(Tally tally, String main, Tests.Stdio.Exchange exchange) throws IOException {
        try (Deadline deadline = new Deadline(process, limits, PROCESSORS)) {
            JsonNode answer = run("/tmp/out", List.of(main), exchange.input().getBytes(StandardCharsets.UTF_8));
            JsonNode wrong = answer.path("wrong");
            String output =
                    new String(Base64.getDecoder().decode(answer.path("output").asText()), StandardCharsets.UTF_8);
            if (wrong.isArray()) {
                tally.add(false, wrong.path(1).asText());
                return tally.ended(
                        Status.ofFailure(wrong.path(0).asText()), wrong.path(1).asText());
            }
            tally.add(PrintedText.same(output, exchange.output()), PrintedText.difference(output, exchange.output()));
            return null;
        } catch (IOException e) {
            if (process.whyKilled() != null) {
                return lost(tally, e);
            }
            throw e;
        }
    }

    /** The classes go to the sandbox that will run them, or the result says why they do not. */
    private @Nullable CodeResult compile(Tally tally, String source, List<String> tests, boolean beside)
            throws IOException {
        JavaCompilers.Compiled compiled = compilers.compile(source, tests);
        if (compiled.wrong() != null) {
            return tally.ended(compiled.wrong(), compiled.reason());
        }
        Map<String, Object> files = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> one : compiled.classes().entrySet()) {
            boolean ofTests = tests.contains(one.getKey().replaceFirst("[$].*", ""));
            Optional<String> forbidden = beside && !ofTests ? ClassText.forbidden(one.getValue()) : Optional.empty();
            if (forbidden.isPresent()) {
                tally.add(false, "the program uses " + forbidden.get() + ", with which it could change its tests");
                return tally.finished();
            }
            files.put("/tmp/out/" + one.getKey() + ".class", base64(one.getValue()));
        }
        if (beside) {
            ClassFiles.put(files, "Driver");
        }
        process.send(Job.java(files, limits));
        process.receive();
        return null;
    }

    private JsonNode run(String path, List<String> main, byte[] input) throws IOException {
        process.send(Map.of("path", path, "main", main, "input", base64(input)));
        return process.receive();
    }

    private CodeResult lost(Tally tally, Throwable why) {
        String killed = process.whyKilled();
        return killed != null
                ? tally.ended(Status.TIMEOUT, killed)
                : tally.ended(
                        Status.SANDBOX_ERROR,
                        "the sandbox ended early: " + why.getMessage() + " " + process.complaint());
    }

    private static String thrown(String output) {
        String line = output.lines()
                .filter(text -> text.contains("Exception") || text.contains("Error"))
                .findFirst()
                .orElse("an exception");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }

    private static boolean contains(byte[] output, byte[] secret) {
        for (int i = 0; i + secret.length <= output.length; i++) {
            if (java.util.Arrays.equals(output, i, i + secret.length, secret, 0, secret.length)) {
                return true;
            }
        }
        return false;
    }

    private static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }
}
