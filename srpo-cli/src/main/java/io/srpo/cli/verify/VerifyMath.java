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
import picocli.CommandLine.Spec;

/** Judges math answers against gold ones. */
@Command(
        name = "math",
        description = {
            "Judges math answers.",
            "In:  {\"id\",\"gold\",\"answer\"}, and \"question\" if there is one; answer may be a whole response.",
            "Out: {\"id\",\"correct\",\"reason\",\"extracted\"}.",
            "A faulty line is answered with what is wrong with it; the exit status is 2 then."
        })
final class VerifyMath implements Callable<Integer> {
    @Mixin
    private InputLines lines = new InputLines();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it, Failures looks at it
    private Debug debug = new Debug();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        MathVerifier verifier = new MathVerifier();
        return lines.answer(
                new JsonLines.Answerer() {
                    @Override
                    public ObjectNode answer(ObjectNode line) {
                        JsonNode question = line.path("question");
                        Verdict verdict = verifier.judge(
                                value(line, "gold"),
                                value(line, "answer"),
                                question.isTextual() ? question.textValue() : null);
                        return result(line.get("id"), verdict.right(), verdict.reason())
                                .put("extracted", verdict.extracted());
                    }

                    @Override
                    public ObjectNode fault(JsonNode id, String reason) {
                        return result(id, false, reason).putNull("extracted");
                    }
                },
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
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
