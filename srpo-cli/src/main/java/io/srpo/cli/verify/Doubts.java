package io.srpo.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.reward.Verdict;
import io.srpo.verify.math.extract.AnswerExtractor;
import io.srpo.verify.math.second.Opinion;
import io.srpo.verify.math.second.SecondOpinion;
import io.srpo.verify.math.second.SecondOpinionVerifier;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts where the second opinion differs, and keeps the first of these for a person. Called from several threads. */
final class Doubts {
    private static final int MAX_LISTED = 200;

    private final SecondOpinion second = new SecondOpinion();
    private final List<String> listed = new ArrayList<>();
    private long pairs;
    private long both;
    private long differ;

    /** Adds the second opinion to a result. */
    ObjectNode add(ObjectNode result, String gold, Verdict verdict) {
        String extracted = verdict.extracted();
        String bare = AnswerExtractor.gold(gold);
        Opinion opinion = extracted == null ? Opinion.NONE : second.of(bare, extracted);
        boolean differs = extracted != null && SecondOpinionVerifier.differs(verdict, opinion);
        note(result, bare, verdict, opinion, differs);
        return result.put("second", opinion.name().toLowerCase(Locale.ROOT)).put("doubtful", differs);
    }

    private synchronized void note(ObjectNode result, String gold, Verdict verdict, Opinion opinion, boolean differs) {
        pairs++;
        both += opinion == Opinion.NONE ? 0 : 1;
        differ += differs ? 1 : 0;
        if (differs && listed.size() < MAX_LISTED) {
            listed.add("  " + result.get("id") + ": gold " + gold + ", answer " + verdict.extracted() + ": "
                    + verdict.reason() + "; second opinion: " + opinion.name().toLowerCase(Locale.ROOT));
        }
    }

    synchronized void print(PrintWriter err) {
        err.println("second opinion: " + pairs + " pairs, " + both + " judged by both, " + differ + " differ");
        listed.forEach(err::println);
        if (differ > listed.size()) {
            err.println("  and " + (differ - listed.size()) + " more; they have \"doubtful\":true");
        }
        err.flush();
    }
}
