package io.srpo.verify.domain;

import io.srpo.core.reward.Response;
import io.srpo.core.reward.Verdict;
import io.srpo.core.reward.Verifier;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;
import io.srpo.verify.math.extract.AnswerExtractor;

/**
 * A domain's check as the loop's verifier: finds the answer in the response, then asks the check. Thread-safe when the check is.
 *
 * @param extractor where an answer may stand
 */
public record CheckedDomain(Domain domain, AnswerExtractor extractor, DomainCheck check) implements Verifier {
    @Override
    public Verdict verify(Task task, Response response) {
        AnswerExtractor.Extracted found = extractor.extract(response.text());
        if (found == null) {
            return Verdict.wrong("no answer found", null);
        }
        return check.check(task, found.text());
    }

    @Override
    public String version() {
        return check.version();
    }
}
