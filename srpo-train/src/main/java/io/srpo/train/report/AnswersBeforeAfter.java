package io.srpo.train.report;

import io.srpo.data.ledger.EvaluationRow;
import io.srpo.data.ledger.EvaluationTally;
import io.srpo.data.ledger.LedgerReader;
import io.srpo.train.report.AnswerPair.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ten held-out problems with an answer from before and one from after training. Those whose share of right answers changed most come first, the sets taking
 * turns; of every three, one shows a problem that became worse if there is any, so that the choice does not flatter.
 */
final class AnswersBeforeAfter {
    private static final int MOST = 10;
    private static final int LONGEST = 6000;

    private final LedgerReader ledger;

    private AnswersBeforeAfter(LedgerReader ledger) {
        this.ledger = ledger;
    }

    /** How a problem did at the first and at the last evaluation. */
    private record Change(String set, long first, long last, EvaluationTally before, EvaluationTally after) {
        double gain() {
            return after.share() - before.share();
        }
    }

    static List<AnswerPair> of(LedgerReader ledger) {
        AnswersBeforeAfter chooser = new AnswersBeforeAfter(ledger);
        List<List<Change>> queues = new ArrayList<>();
        for (String set : ledger.evaluatedSets()) {
            List<Long> steps = ledger.evaluatedSteps(set);
            if (steps.size() > 1) {
                queues.addAll(chooser.changes(set, steps.get(0), steps.get(steps.size() - 1)));
            }
        }
        queues.sort(Comparator.comparing(queue -> queue.get(0).before().domain(), Domains.ORDER));
        List<AnswerPair> pairs = new ArrayList<>();
        for (int round = 0; pairs.size() < MOST && queues.stream().anyMatch(queue -> !queue.isEmpty()); round++) {
            for (List<Change> queue : queues) {
                if (!queue.isEmpty() && pairs.size() < MOST) {
                    pairs.add(chooser.pair(take(queue, round % 3 == 2)));
                }
            }
        }
        return pairs;
    }

    /** The problems of a set that were asked both times, one list for each domain. */
    private List<List<Change>> changes(String set, long first, long last) {
        Map<String, EvaluationTally> before = new LinkedHashMap<>();
        ledger.evaluationTallies(first, set).forEach(tally -> before.put(tally.taskId(), tally));
        Map<String, List<Change>> domains = new LinkedHashMap<>();
        for (EvaluationTally after : ledger.evaluationTallies(last, set)) {
            EvaluationTally earlier = before.get(after.taskId());
            if (earlier != null) {
                domains.computeIfAbsent(after.domain(), domain -> new ArrayList<>())
                        .add(new Change(set, first, last, earlier, after));
            }
        }
        return List.copyOf(domains.values());
    }

    private static Change take(List<Change> queue, boolean worse) {
        Comparator<Change> byGain = Comparator.comparingDouble(Change::gain);
        Change worst = queue.stream().min(byGain).orElseThrow();
        Change best = queue.stream().max(byGain).orElseThrow();
        Change taken = worst.gain() < 0 && (worse || best.gain() <= 0) ? worst : best;
        queue.remove(taken);
        return taken;
    }

    /** The first sample in which the two differ as the shares do; else the first one. */
    private AnswerPair pair(Change change) {
        String task = change.before().taskId();
        List<EvaluationRow> before = ledger.evaluationOf(change.first(), change.set(), task);
        List<EvaluationRow> after = ledger.evaluationOf(change.last(), change.set(), task);
        int sample = 0;
        for (int i = Math.min(before.size(), after.size()) - 1; i >= 0; i--) {
            boolean was = before.get(i).verdict().right();
            boolean is = after.get(i).verdict().right();
            if (was != is && is == change.gain() > 0 && change.gain() != 0) {
                sample = i;
            }
        }
        return new AnswerPair(
                change.before().domain(),
                task,
                before.get(0).question(),
                change.gain() > 0 ? "better" : change.gain() < 0 ? "worse" : "same",
                side(before.get(sample), change.before()),
                side(after.get(sample), change.after()));
    }

    private static Side side(EvaluationRow row, EvaluationTally tally) {
        return new Side(
                row.verdict().outcome().name().toLowerCase(Locale.ROOT),
                cut(row.response()),
                row.verdict().reason(),
                row.truncated(),
                tally.right(),
                tally.right() + tally.wrong());
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        return text.substring(0, LONGEST) + "\n[... " + (text.length() - LONGEST) + " more characters in the ledger]";
    }
}
