package io.srpo.verify.math;

import io.srpo.core.reward.Response;
import io.srpo.core.reward.Verdict;
import io.srpo.core.reward.Verifier;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.verify.math.compare.Comparison;
import io.srpo.verify.math.extract.AnswerExtractor;
import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.number.SpentException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Judges a math answer: finds it in the response, compares it with the gold answer, says why.
 *
 * <p>A pair that stays undecided (over its time or size, or a gold answer that is not understood) counts as wrong; its reason begins with
 * {@code undecided}, and {@link #undecided()} counts such pairs. Thread-safe.
 */
public final class MathVerifier implements Verifier {
    private final AnswerExtractor extractor;
    private final MathEquivalence equivalence;
    private final LongAdder undecided = new LongAdder();

    /** Looks in every place; 2 seconds a pair. */
    public MathVerifier() {
        this(AnswerExtractor.ANY);
    }

    /** @param extractor where the answer is looked for */
    public MathVerifier(AnswerExtractor extractor) {
        this(extractor, new MathEquivalence());
    }

    /**
     * @param extractor where the answer is looked for
     * @param equivalence how it is compared
     */
    public MathVerifier(AnswerExtractor extractor, MathEquivalence equivalence) {
        this.extractor = extractor;
        this.equivalence = equivalence;
    }

    @Override
    public Domain domain() {
        return Domain.MATH;
    }

    @Override
    public String version() {
        return "math-3";
    }

    /** Pairs that stayed undecided so far. */
    public long undecided() {
        return undecided.sum();
    }

    @Override
    public Verdict verify(Task task, Response response) {
        if (!(task.reference() instanceof Reference.Answer reference)) {
            return Verdict.unjudged("task " + task.id() + " has no reference answer to compare with");
        }
        return judge(reference.gold(), response.text(), task.question());
    }

    /**
     * Judges one pair.
     *
     * @param gold the gold answer, bare, boxed, or after {@code ####}
     * @param answer a response or a bare answer
     * @param question the problem's text, or null; says what an answer without a percent sign or a base means, and shows an answer that only repeats it
     */
    public Verdict judge(String gold, String answer, @Nullable String question) {
        Budget budget = equivalence.budget();
        AnswerExtractor.Extracted found;
        String bare;
        try {
            bare = AnswerExtractor.gold(gold, budget);
            found = extractor.extract(answer, budget);
        } catch (SpentException e) {
            undecided.increment();
            return Verdict.wrong("undecided: " + e.getMessage() + " while the answer was looked for", null);
        } catch (StackOverflowError e) {
            undecided.increment();
            return Verdict.wrong("undecided: nested too deeply", null);
        }
        if (found == null) {
            return Verdict.wrong("no answer found", null);
        }
        Comparison c = equivalence.compare(bare, found.text(), budget);
        if (question != null) {
            c = new QuestionContext(question).reconsider(bare, found.text(), c, equivalence, budget);
        }
        String reason = c.reason() + " (" + found.place().label() + ")";
        if (c.outcome() == Comparison.Outcome.UNDECIDED) {
            undecided.increment();
        }
        return c.equal() ? Verdict.right(reason, found.text()) : Verdict.wrong(reason, found.text());
    }
}
