import io.srpo.core.reward.Verdict;
import io.srpo.core.task.Task;
import io.srpo.verify.domain.DomainCheck;

/** Rewards that teach nothing and differ within nearly every group, so that a step trains all that it drew: the parity of the answer's hash. */
public final class EveryGroup implements DomainCheck {
    @Override
    public Verdict check(Task task, String answer) {
        return (answer.hashCode() & 1) == 0 ? Verdict.right("even", answer) : Verdict.wrong("odd", answer);
    }
}
