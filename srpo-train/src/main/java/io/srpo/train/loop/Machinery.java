package io.srpo.train.loop;

import io.srpo.core.objective.Learner;
import io.srpo.core.reward.Verifier;
import io.srpo.core.rollout.RolloutEngine;
import io.srpo.core.task.Domain;
import io.srpo.train.prompt.PromptTemplate;
import java.util.Map;

/**
 * What a run works with; the command line wires it.
 *
 * @param parallel answers judged at once
 */
public record Machinery(
        RolloutEngine engine,
        Learner learner,
        PolicyStore policy,
        Map<Domain, Verifier> verifiers,
        PromptTemplate template,
        int parallel) {}
