package io.srpo.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.Debug;
import io.srpo.cli.frame.InputLines;
import io.srpo.cli.frame.JsonLines;
import io.srpo.core.reward.Verdict;
import io.srpo.verify.math.MathVerifier;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges math answers against gold ones. */
@Command(
        name = "math",
        description = {
            "Judges math answers.",
            "In:  {\"id\",\"gold\",\"answer\"}, and \"question\" if there is one; answer may be a whole response.",
            "Out: {\"id\",\"correct\",\"reason\",\"extracted\"}.",
            "A faulty line is answered with what is wrong with it; the exit status is 2 then.",
            "--second-opinion judges once more by numbers alone, adds \"second\" (equal, different, none) and",
            "\"doubtful\" to each line, and lists the doubtful ones on standard error."
        })
final class VerifyMath implements Callable<Integer> {
    @Mixin
    private InputLines lines = new InputLines();

    @Option(
            names = "--second-opinion",
            description = "Also judge with the independent numeric verifier, and list where the two differ.")
    private boolean secondOpinion;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it, Failures looks at it
    private Debug debug = new Debug();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        MathVerifier verifier = new MathVerifier();
        Doubts doubts = new Doubts();
        int status = lines.answer(
                new JsonLines.Answerer() {
                    @Override
                    public ObjectNode answer(ObjectNode line) {
                        JsonNode question = line.path("question");
                        String gold = value(line, "gold");
                        Verdict verdict = verifier.judge(
                                gold, value(line, "answer"), question.isTextual() ? question.textValue() : null);
                        ObjectNode result = result(line.get("id"), verdict.right(), verdict.reason())
                                .put("extracted", verdict.extracted());
                        return secondOpinion ? doubts.add(result, gold, verdict) : result;
                    }

                    @Override
                    public ObjectNode fault(JsonNode id, String reason) {
                        return result(id, false, reason).putNull("extracted");
                    }
                },
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        if (secondOpinion) {
            doubts.print(spec.commandLine().getErr());
        }
        if (verifier.undecided() > 0) {
            spec.commandLine().getErr().println("srpo: " + verifier.undecided() + " undecided, counted as wrong");
            spec.commandLine().getErr().flush();
        }
        return status;
    }

    /** A text, or a number as it is written. */
    private static String value(ObjectNode line, String key) {
        JsonNode value = line.get(key);
        return value != null && value.isNumber() ? value.asText() : JsonLines.text(line, key);
    }

    private static ObjectNode result(JsonNode id, boolean correct, String reason) {
        ObjectNode result = JsonLines.MAPPER.createObjectNode();
        result.set("id", id);
        return result.put("correct", correct).put("reason", reason);
    }
}
