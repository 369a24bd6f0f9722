package io.srpo.cli.data;

import io.srpo.cli.wire.BundledPolicy;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.data.curate.TaskChecks;
import io.srpo.data.read.ReferenceSolution;
import io.srpo.data.read.Row;
import io.srpo.engine.tokenizer.Tokenizer;
import io.srpo.train.config.ModelSpec;
import io.srpo.verify.code.CodeJudge;
import io.srpo.verify.code.CodeResult;
import io.srpo.verify.code.Status;
import io.srpo.verify.math.MathVerifier;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The product's own verifiers and tokenizers, as curation and inspection ask them. */
final class VerifierChecks implements TaskChecks, AutoCloseable {
    private final MathVerifier math = new MathVerifier();
    private final boolean gold;
    private final @Nullable CodeJudge judge;
    private final @Nullable Tokenizer tokenizer;

    /**
     * @param gold whether gold answers have to be accepted for themselves
     * @param solutions whether reference solutions have to pass their tests; opens the sandbox
     * @param model a folder with a tokenizer, {@code bundled}, or null for an estimate
     */
    VerifierChecks(boolean gold, boolean solutions, @Nullable String model) {
        this.gold = gold;
        this.judge = solutions ? new CodeJudge(Sandbox.open(SandboxOptions.fromSystem()), Limits.STANDARD) : null;
        this.tokenizer = model == null
                ? null
                : Tokenizer.fromFile((model.equals(ModelSpec.BUNDLED) ? BundledPolicy.unpack() : Path.of(model))
                        .resolve("tokenizer.json"));
    }

    @Override
    public @Nullable String unfit(Task task, Row row) {
        if (gold && task.reference() instanceof Reference.Answer answer) {
            return sameAnswer(answer.gold(), answer.gold())
                    ? null
                    : "the verifier does not accept \"" + answer.gold() + "\" for itself";
        }
        String solution = ReferenceSolution.of(row);
        if (judge != null && solution != null && task.reference() instanceof Reference.Code code) {
            CodeResult result = judge.judge(code.language(), solution, code.tests());
            return result.status() == Status.PASSED
                    ? null
                    : "the reference solution: " + result.status().label() + ", " + result.reason();
        }
        return null;
    }

    @Override
    public boolean sameAnswer(String one, String other) {
        return math.judge(one, "<answer>" + other + "</answer>", null).right();
    }

    @Override
    public int tokens(String text) {
        return tokenizer == null ? PLAIN.tokens(text) : tokenizer.encode(text).length;
    }

    @Override
    public void close() {
        if (judge != null) {
            judge.close();
        }
    }
}
