package io.srpo.verify.math.second;

import io.srpo.core.reward.Response;
import io.srpo.core.reward.Verdict;
import io.srpo.core.reward.Verifier;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.verify.math.MathVerifier;
import io.srpo.verify.math.extract.AnswerExtractor;
import java.util.function.Consumer;

/**
 * The math verifier with a second opinion beside it. The first verdict stands; where the second differs, the verdict's reason ends with {@link #MARK}, so
 * that it is in the ledger with the rollout, and a listener is told. Thread-safe when the listener is.
 */
public final class SecondOpinionVerifier implements Verifier {
    /** How the reason of a doubted verdict ends. */
    public static final String MARK = "; second opinion differs";

    private final MathVerifier first;
    private final SecondOpinion second = new SecondOpinion();
    private final Consumer<Disagreement> listener;

    /** A pair on which the two differ. */
    public record Disagreement(String id, String gold, String answer, Verdict first, Opinion second) {}

    /** @param listener is told of each disagreement, from the thread that judges */
    public SecondOpinionVerifier(MathVerifier first, Consumer<Disagreement> listener) {
        this.first = first;
        this.listener = listener;
    }

    /** Whether the second opinion contradicts a verdict; one that went by an answer's form is not contradicted by its value. */
    public static boolean differs(Verdict verdict, Opinion opinion) {
        boolean form = verdict.reason().startsWith("not worked out")
                || verdict.reason().startsWith("repeats the question")
                || verdict.reason().startsWith("undecided");
        return opinion != Opinion.NONE && !form && verdict.right() != (opinion == Opinion.EQUAL);
    }

    @Override
    public Domain domain() {
        return first.domain();
    }

    @Override
    public String version() {
        return first.version();
    }

    @Override
    public Verdict verify(Task task, Response response) {
        Verdict verdict = first.verify(task, response);
        if (!(task.reference() instanceof Reference.Answer reference) || verdict.extracted() == null) {
            return verdict;
        }
        String gold = AnswerExtractor.gold(reference.gold());
        Opinion opinion = second.of(gold, verdict.extracted());
        if (!differs(verdict, opinion)) {
            return verdict;
        }
        listener.accept(new Disagreement(task.id(), gold, verdict.extracted(), verdict, opinion));
        return new Verdict(verdict.outcome(), verdict.credit(), verdict.reason() + MARK, verdict.extracted());
    }
}
