package io.srpo.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.Debug;
import io.srpo.cli.frame.InputLines;
import io.srpo.cli.frame.JsonLines;
import io.srpo.core.SrpoException;
import io.srpo.core.task.Language;
import io.srpo.data.read.TestsJson;
import io.srpo.verify.code.CodeJudge;
import io.srpo.verify.code.CodeResult;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges programs by their tests, in a sandbox; where none stands every line is answered with {@code sandbox_error}. */
@Command(
        name = "code",
        description = {
            "Judges programs by their tests, in a sandbox that fails closed.",
            "In:  {\"id\",\"language\":\"python\" or \"java\",\"code\",\"tests\"}.",
            "Out: {\"id\",\"status\",\"passed\",\"total\",\"reason\",\"millis\"}; status is passed, failed, compile_error,"
                    + " runtime_error, timeout, memory, output_limit or sandbox_error, and bad_input for a faulty line;"
                    + " the exit status is 2 then."
        })
final class VerifyCode implements Callable<Integer> {
    @Mixin
    private InputLines lines = new InputLines();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it, Failures looks at it
    private Debug debug = new Debug();

    @Option(names = "--seconds", paramLabel = "S", description = "Time limit of a run; 10 without it.")
    private double seconds = 10;

    @Option(names = "--memory", paramLabel = "MIB", description = "Memory limit of a run; 512 without it.")
    private int memory = 512;

    @Option(names = "--output", paramLabel = "KIB", description = "Output limit of a run; 1024 without it.")
    private int output = 1024;

    @Option(
            names = "--sandbox",
            paramLabel = "WALL",
            description = "auto, bubblewrap, namespaces, graalpy, or none, which runs nothing; auto without it.")
    private String wall = SandboxOptions.fromSystem().wall();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        SandboxOptions options = new SandboxOptions(
                wall, lines.jobs(), SandboxOptions.fromSystem().python());
        try (CodeJudge judge = new CodeJudge(Sandbox.open(options), limits())) {
            return lines.answer(
                    new JsonLines.Answerer() {
                        @Override
                        public ObjectNode answer(ObjectNode line) {
                            Language language = Language.of(JsonLines.text(line, "language"));
                            CodeResult result = judge.judge(
                                    language,
                                    JsonLines.text(line, "code"),
                                    TestsJson.parse(line.get("tests"), language));
                            return result(line.get("id"), result.status().label(), result);
                        }

                        @Override
                        public ObjectNode fault(JsonNode id, String reason) {
                            CodeResult none = new CodeResult(io.srpo.verify.code.Status.SANDBOX_ERROR, 0, 0, reason, 0);
                            return result(id, "bad_input", none);
                        }
                    },
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
        }
    }

    private Limits limits() {
        if (!(seconds > 0 && memory > 0 && output > 0)) {
            throw SrpoException.usage("--seconds, --memory and --output have to be above 0");
        }
        Limits standard = Limits.STANDARD;
        return new Limits(
                Duration.ofMillis(Math.max(1, Math.round(1000 * seconds))),
                (long) memory << 20,
                Math.multiplyExact(output, 1024),
                standard.processes(),
                standard.fileBytes(),
                standard.openFiles());
    }

    private static ObjectNode result(JsonNode id, String status, CodeResult result) {
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.set("id", id);
        return json.put("status", status)
                .put("passed", result.passed())
                .put("total", result.total())
                .put("reason", result.reason())
                .put("millis", result.millis());
    }
}
