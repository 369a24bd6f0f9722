package io.srpo.cli.wire;

import io.srpo.core.reward.Verifier;
import io.srpo.core.task.Domain;
import io.srpo.train.config.PromptSpec;
import io.srpo.train.config.SandboxSpec;
import io.srpo.train.config.Tags;
import io.srpo.verify.code.CandidateText;
import io.srpo.verify.code.CodeJudge;
import io.srpo.verify.code.CodeVerifier;
import io.srpo.verify.countdown.CountdownCheck;
import io.srpo.verify.domain.DomainChecks;
import io.srpo.verify.math.MathVerifier;
import io.srpo.verify.math.extract.AnswerExtractor;
import io.srpo.verify.math.second.SecondOpinionVerifier;
import io.srpo.verify.safety.SafetyVerifier;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The verifiers that a run needs. */
public final class Verifiers {
    /** Checks of further domains that come with the product, named as a user names their own. */
    private static final Map<Domain, String> WITH_THE_PRODUCT = Map.of(
            CountdownCheck.DOMAIN, CountdownCheck.class.getName(),
            SafetyVerifier.DOMAIN, SafetyVerifier.class.getName());

    /** The word that asks for the math verifier with a second one beside it. */
    private static final String SECOND_OPINION = "second-opinion";

    private Verifiers() {}

    /**
     * @param domains those of the run's tasks; trying sandboxes takes seconds, so code has to be asked for
     * @param own by domain, a user's own verifiers: Java files or class names; one for math or code takes the place of the product's
     */
    public static Map<Domain, Verifier> of(
            Collection<Domain> domains, PromptSpec prompt, SandboxSpec sandbox, Map<String, String> own) {
        AnswerExtractor extractor = AnswerExtractor.of(prompt.answer().words());
        Map<Domain, Verifier> verifiers = new LinkedHashMap<>();
        for (Domain domain : domains) {
            String source = own.getOrDefault(domain.name(), WITH_THE_PRODUCT.get(domain));
            if (source == null && domain.equals(Domain.MATH)) {
                verifiers.put(domain, new MathVerifier(extractor));
            } else if (SECOND_OPINION.equals(source) && domain.equals(Domain.MATH)) {
                // A doubted verdict's reason says so, in the ledger and so in the report's browser of answers.
                verifiers.put(domain, new SecondOpinionVerifier(new MathVerifier(extractor), doubted -> {}));
            } else if (source == null && domain.equals(Domain.CODE)) {
                verifiers.put(domain, code(prompt, sandbox));
            } else {
                verifiers.put(domain, DomainChecks.of(domain, source, extractor));
            }
        }
        return verifiers;
    }

    private static CodeVerifier code(PromptSpec prompt, SandboxSpec spec) {
        SandboxOptions system = SandboxOptions.fromSystem();
        Sandbox sandbox = Sandbox.open(new SandboxOptions(system.wall(), workers(spec), system.python()));
        Limits standard = Limits.STANDARD;
        Limits limits = new Limits(
                Duration.ofMillis(Math.max(1, Math.round(1000 * spec.seconds()))),
                (long) spec.memoryMb() << 20,
                Math.multiplyExact(spec.outputKb(), 1024),
                standard.processes(),
                standard.fileBytes(),
                standard.openFiles());
        Tags tags = prompt.answer().tags() == null
                ? new Tags("<answer>", "</answer>")
                : prompt.answer().tags();
        return new CodeVerifier(new CodeJudge(sandbox, limits), new CandidateText(tags.open(), tags.close()));
    }

    /** Answers judged at once. */
    public static int workers(SandboxSpec spec) {
        return spec.workers() > 0 ? spec.workers() : Runtime.getRuntime().availableProcessors();
    }
}
