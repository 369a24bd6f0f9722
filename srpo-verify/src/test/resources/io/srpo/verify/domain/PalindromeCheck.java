package example;

import io.srpo.core.reward.Verdict;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.verify.domain.DomainCheck;

/** A whole domain in one file: a palindrome of the length that the task asks for. */
public final class PalindromeCheck implements DomainCheck {
    @Override
    public Verdict check(Task task, String answer) {
        int length = Integer.parseInt(((Reference.Custom) task.reference()).payload());
        if (answer.length() != length) {
            return Verdict.wrong("has " + answer.length() + " letters, not " + length, answer);
        }
        boolean same = new StringBuilder(answer).reverse().toString().equals(answer);
        return same ? Verdict.right("a palindrome", answer) : Verdict.wrong("reads differently backwards", answer);
    }
}
