package io.srpo.train.loop;

import io.srpo.core.reward.Response;
import io.srpo.core.reward.Verdict;
import io.srpo.core.reward.Verifier;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;

/** Right just when the answer is the gold one, letter by letter. */
record ExactMatch(Domain domain) implements Verifier {
    @Override
    public Verdict verify(Task task, Response response) {
        String gold = task.reference() instanceof Reference.Answer answer
                ? answer.gold()
                : ((Reference.Custom) task.reference()).payload();
        return response.text().equals(gold)
                ? Verdict.right("equal", response.text())
                : Verdict.wrong("not " + gold, response.text());
    }

    @Override
    public String version() {
        return "exact-match 1";
    }
}
