package io.srpo.verify.code;

import io.srpo.core.SrpoException;
import io.srpo.core.reward.KeptVerdict;
import io.srpo.core.reward.Response;
import io.srpo.core.reward.Verdict;
import io.srpo.core.reward.VerdictMemory;
import io.srpo.core.reward.Verifier;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.util.List;
import java.util.Optional;

/** Whether a response's program passes its task's tests. Credit is the share of tests passed. Thread-safe. */
public final class CodeVerifier implements Verifier, VerdictMemory {
    private final CachedJudge judge;
    private final CandidateText candidates;

    /** @param judge closed with this verifier */
    public CodeVerifier(CodeJudge judge, CandidateText candidates) {
        this.judge = new CachedJudge(judge);
        this.candidates = candidates;
    }

    /** Answers in {@code <answer>} tags, fenced blocks or bare; the machine's strongest wall, standard limits. */
    public static CodeVerifier standard() {
        return new CodeVerifier(CodeJudge.standard(), new CandidateText("<answer>", "</answer>"));
    }

    @Override
    public Domain domain() {
        return Domain.CODE;
    }

    @Override
    public String version() {
        return CodeJudge.VERSION;
    }

    @Override
    public Verdict verify(Task task, Response response) {
        if (!(task.reference() instanceof Reference.Code code)) {
            return Verdict.unjudged("task " + task.id() + " has no tests");
        }
        Optional<String> candidate =
                candidates.find(response.text(), code.language().label());
        if (candidate.isEmpty()) {
            return Verdict.wrong("no program in the response", null);
        }
        try {
            return verdict(judge.judge(code.language(), candidate.get(), code.tests()), candidate.get());
        } catch (SrpoException e) {
            return Verdict.unjudged("task " + task.id() + ": " + e.getMessage());
        }
    }

    @Override
    public List<KeptVerdict> takeNew() {
        return judge.takeNew();
    }

    @Override
    public void remember(List<KeptVerdict> kept) {
        judge.remember(kept);
    }

    private static Verdict verdict(CodeResult result, String candidate) {
        if (result.status() == Status.SANDBOX_ERROR) {
            return Verdict.unjudged(result.reason());
        }
        if (result.status() == Status.PASSED) {
            return Verdict.right(result.reason(), candidate);
        }
        // A run that broke a limit or ended itself earns nothing, whatever it passed before.
        boolean whole = result.status() == Status.FAILED || result.status() == Status.RUNTIME_ERROR;
        double credit = whole ? (double) result.passed() / result.total() : 0.0;
        String reason = result.status() == Status.FAILED
                ? result.reason()
                : result.status().label().replace('_', ' ') + ": " + result.reason();
        return Verdict.partly(Math.min(credit, Math.nextDown(1.0)), reason, candidate);
    }

    @Override
    public void close() {
        judge.close();
    }
}
