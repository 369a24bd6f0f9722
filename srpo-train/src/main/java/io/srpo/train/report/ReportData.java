package io.srpo.train.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.srpo.data.ledger.AbilityRow;
import io.srpo.data.ledger.Decision;
import io.srpo.data.ledger.LedgerReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the page shows, in the form in which it is embedded as JSON.
 *
 * @param title the run's name
 * @param summary what came of it, one sentence or two
 * @param tried what was done, for a person
 * @param domains kinds of problems
 * @param heldOut first and last measurement on unseen problems
 * @param steps the x axis of every chart
 * @param curves for everyone
 * @param details for engineers
 * @param findings what went wrong or should be known
 * @param pool the practice problems from epoch to epoch
 * @param answers held-out problems before and after
 * @param abilities problems by kind, first and last
 * @param other the run that is laid over this one, or null
 * @param config {@code config.yaml}
 * @param manifest {@code manifest.json}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ReportData(
        String title,
        String summary,
        String tried,
        List<String> domains,
        List<HeldOut> heldOut,
        Cost cost,
        List<StageSpan> stages,
        List<Long> steps,
        List<Chart> curves,
        List<Chart> details,
        List<String> findings,
        List<PoolFlow.Row> pool,
        List<WhyDropped> why,
        List<AnswerPair> answers,
        Decisions decisions,
        List<AbilityRow> abilities,
        Overlay.@Nullable Other other,
        String config,
        String manifest) {

    /** @param ledger null for a run that has none yet */
    static ReportData of(RunFiles run, @Nullable LedgerReader ledger) {
        Timeline timeline = run.timeline();
        List<Decision> decisions = ledger == null ? List.of() : ledger.decisions();
        List<HeldOut> heldOut = HeldOut.of(timeline);
        List<String> domains = Domains.of(timeline, heldOut);
        List<StageSpan> stages = StageSpan.of(timeline, decisions);
        Cost cost = Cost.of(timeline);
        Setup setup = Setup.of(run.config());
        long ended =
                decisions.stream().filter(d -> d.kind().equals("stage_ended")).count();
        return new ReportData(
                run.name(),
                Summary.of(heldOut, cost),
                Summary.tried(setup, stages, setup.stages() == 0 || ended >= setup.stages()),
                domains,
                heldOut,
                cost,
                stages,
                timeline.steps(),
                Curves.of(timeline, domains, heldOut),
                Details.of(timeline, domains, heldOut),
                Findings.of(timeline, domains, heldOut, stages),
                PoolFlow.of(decisions),
                WhyDropped.of(decisions),
                ledger == null ? List.of() : AnswersBeforeAfter.of(ledger),
                Decisions.of(decisions),
                ledger == null ? List.of() : ledger.abilities(),
                null,
                run.config(),
                run.manifest());
    }

    /** The same with charts over other steps and another run beside it. */
    ReportData over(List<Long> allSteps, List<Chart> allCurves, List<Chart> allDetails, Overlay.Other beside) {
        return new ReportData(
                title,
                summary,
                tried,
                domains,
                heldOut,
                cost,
                stages,
                allSteps,
                allCurves,
                allDetails,
                findings,
                pool,
                why,
                answers,
                decisions,
                abilities,
                beside,
                config,
                manifest);
    }
}
