package io.srpo.train.loop;

import io.srpo.core.SrpoException;
import io.srpo.core.reward.Judged;
import io.srpo.core.reward.KeptVerdict;
import io.srpo.core.reward.Recipe;
import io.srpo.core.reward.Response;
import io.srpo.core.reward.Reward;
import io.srpo.core.reward.Verdict;
import io.srpo.core.reward.VerdictMemory;
import io.srpo.core.reward.Verifier;
import io.srpo.core.rollout.Group;
import io.srpo.core.rollout.Rollout;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every rollout its verdict and reward, several at a time, in the order of the groups. A verifier that fails makes its rollout
 * {@link Verdict.Outcome#UNJUDGED}: it counts as nothing, and the failure is reported, once for all of a call.
 */
public final class Judge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Judge.class);

    private final Map<Domain, Verifier> verifiers;
    private final Recipe recipe;
    private final ExecutorService workers;

    /** @param parallel answers judged at once, at least 1 */
    public Judge(Map<Domain, Verifier> verifiers, Recipe recipe, int parallel) {
        this.verifiers = Map.copyOf(verifiers);
        this.recipe = recipe;
        this.workers = Executors.newFixedThreadPool(parallel, task -> {
            Thread thread = new Thread(task, "judge");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * @param maxTokens the response limit in force
     * @throws SrpoException (input) when a task's domain has no verifier; (resource) when no answer of a domain could be judged
     */
    public List<Judged> judge(List<Group> groups, int maxTokens) {
        List<List<Future<Judged.Answer>>> pending = new ArrayList<>();
        for (Group group : groups) {
            Verifier verifier = verifierOf(group.prompt().task());
            List<Future<Judged.Answer>> answers = new ArrayList<>();
            for (Rollout rollout : group.rollouts()) {
                answers.add(workers.submit(() -> answer(verifier, group, rollout, maxTokens)));
            }
            pending.add(answers);
        }
        List<Judged> judged = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            List<Judged.Answer> answers = new ArrayList<>();
            for (Future<Judged.Answer> answer : pending.get(g)) {
                answers.add(await(answer));
            }
            judged.add(new Judged(groups.get(g), answers));
        }
        insistOnVerdicts(judged);
        return judged;
    }

    /** Verdicts made since the last call that may be used again. */
    List<KeptVerdict> newVerdicts() {
        return memories().flatMap(memory -> memory.takeNew().stream()).toList();
    }

    /** Hands verdicts of an earlier run to whoever made them. */
    void remember(List<KeptVerdict> kept) {
        memories().forEach(memory -> memory.remember(kept));
    }

    private Stream<VerdictMemory> memories() {
        return verifiers.values().stream()
                .filter(VerdictMemory.class::isInstance)
                .map(VerdictMemory.class::cast);
    }

    /** Where a whole domain went unjudged there is nothing to learn or to measure, and a fault to mend; fewer are told and count as nothing. */
    private static void insistOnVerdicts(List<Judged> judged) {
        Map<Domain, List<Judged.Answer>> answers = new LinkedHashMap<>();
        for (Judged group : judged) {
            answers.computeIfAbsent(group.group().prompt().task().domain(), domain -> new ArrayList<>())
                    .addAll(group.answers());
        }
        answers.forEach((domain, all) -> {
            List<Verdict> unjudged = all.stream()
                    .map(Judged.Answer::verdict)
                    .filter(verdict -> verdict.outcome() == Verdict.Outcome.UNJUDGED)
                    .toList();
            if (unjudged.isEmpty()) {
                return;
            }
            String first = unjudged.get(0).reason();
            if (unjudged.size() == all.size()) {
                throw SrpoException.resource("no answer to the " + domain + " tasks at hand could be judged (" + first
                        + "); mend that (./srpo doctor tells more); a run goes on with --resume");
            }
            LOG.warn(
                    "{} of {} answers to {} tasks could not be judged and count as nothing; the first: {}",
                    unjudged.size(),
                    all.size(),
                    domain,
                    first);
        });
    }

    private Judged.Answer answer(Verifier verifier, Group group, Rollout rollout, int maxTokens) {
        Task task = group.prompt().task();
        Response response = new Response(
                group.prompt().prefill() + rollout.text(), rollout.truncated(), rollout.tokens().length, maxTokens);
        Verdict verdict;
        try {
            verdict = verifier.verify(task, response);
        } catch (RuntimeException e) {
            LOG.debug("the verifier {} failed on task {}: {}", verifier.version(), task.id(), e.toString());
            verdict = Verdict.unjudged("the verifier failed: " + e);
        }
        if (rollout.truncated() && verdict.right()) {
            // Ours: an answer that did not come to its end is not an answer; history and pass@1 agree on that.
            verdict = Verdict.wrong("cut at the limit of " + maxTokens + " tokens", verdict.extracted());
        }
        Reward reward = recipe.reward(task, response, verdict);
        return new Judged.Answer(rollout, verdict, reward);
    }

    private Verifier verifierOf(Task task) {
        Verifier verifier = verifiers.get(task.domain());
        if (verifier == null) {
            throw SrpoException.input("task " + task.id() + " is of domain \"" + task.domain()
                    + "\", for which there is no verifier; known: " + verifiers.keySet());
        }
        return verifier;
    }

    private static Judged.Answer await(Future<Judged.Answer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SrpoException.resource("interrupted while answers were judged; go on with --resume", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SrpoException known) {
                throw known;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw SrpoException.internal("judging failed: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        verifiers.values().forEach(Verifier::close);
    }
}
