package io.srpo.cli.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.core.SrpoException;
import io.srpo.core.stats.Interval;
import io.srpo.train.evaluate.Against;
import io.srpo.train.evaluate.Figures;
import io.srpo.train.evaluate.Overlap;
import io.srpo.train.evaluate.Score;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an evaluation found, in words and as the contract's JSON object. */
record EvalResult(
        List<Score> scores,
        Figures figures,
        @Nullable Against against,
        @Nullable Overlap overlap) {
    private static final int SHOWN = 10;

    EvalResult {
        if (scores.isEmpty()) {
            throw SrpoException.input("the problem set is empty");
        }
    }

    void tell(PrintWriter out) {
        for (Score score : scores) {
            out.printf(
                    "%s, %s: pass@1 %.1f%% (95%% interval %.1f to %.1f), %d questions x %d answers, %.1f%% truncated%n",
                    score.set(),
                    score.domain(),
                    100 * score.passAt1(),
                    100 * score.interval().low(),
                    100 * score.interval().high(),
                    score.questions(),
                    score.samples(),
                    100 * score.truncated());
            score.passAtK().forEach((k, value) -> out.printf("  pass@%d %.1f%%%n", k, 100 * value));
            if (score.unjudged() > 0) {
                out.printf(
                        "  %d answers could not be judged and do not count; ./srpo doctor tells why%n",
                        score.unjudged());
            }
            out.printf("  cost: %,d tokens, %.1f s%n", score.tokens(), score.seconds());
        }
        figures.majAtK().forEach((k, value) -> out.printf("  maj@%d %.1f%%%n", k, 100 * value));
        out.printf("  %.1f%% of the answers hold no answer where one is looked for%n", 100 * figures.noAnswer());
        Double strict = figures.strict();
        if (strict != null) {
            out.printf("  strict, all variants of a question right: %.1f%%%n", 100 * strict);
        }
        figures.by().forEach((label, parts) -> {
            if (parts.size() > 1) {
                parts.forEach((value, part) -> out.printf(
                        "  %s %s: %.1f%% (%.1f to %.1f), %d questions%n",
                        label,
                        value,
                        100 * part.passAt1(),
                        100 * part.interval().low(),
                        100 * part.interval().high(),
                        part.questions()));
            }
        });
        if (overlap != null) {
            tell(out, overlap);
        }
        if (against != null) {
            tell(out, against);
        }
        out.flush();
    }

    private static void tell(PrintWriter out, Overlap overlap) {
        int found = overlap.questions().size();
        out.printf("  CONTAMINATION: %d of %d questions overlap the training data%n", found, found + overlap.clean());
        if (found > 0) {
            out.printf(
                    "    pass@1 %.1f%% on those, %.1f%% on the others%n",
                    100 * overlap.passAt1(), 100 * overlap.passAt1Clean());
            overlap.questions().entrySet().stream()
                    .limit(3)
                    .forEach(entry -> out.printf(
                            "    %s: %s, as in %s %s%n",
                            entry.getKey(),
                            entry.getValue().how(),
                            entry.getValue().benchmark(),
                            entry.getValue().id()));
        }
    }

    private static void tell(PrintWriter out, Against against) {
        out.printf(
                "against the other, on %d questions: %+.1f points (95%% interval %+.1f to %+.1f)%n",
                against.paired().questions(),
                100 * against.paired().difference(),
                100 * against.paired().interval().low(),
                100 * against.paired().interval().high());
        out.printf(
                "  solved only here %d, only there %d; McNemar's p %.3g%n",
                against.paired().onlySecond(),
                against.paired().onlyFirst(),
                against.paired().p());
        list(out, "gained", against.gained());
        list(out, "lost", against.lost());
    }

    private static void list(PrintWriter out, String what, List<String> ids) {
        if (!ids.isEmpty()) {
            String more = ids.size() > SHOWN ? " and " + (ids.size() - SHOWN) + " more" : "";
            out.println("  " + what + ": " + String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size()))) + more);
        }
    }

    /** One domain's figures; with several, those of the whole under their names. */
    ObjectNode json() {
        ObjectNode json = one(scores.get(0));
        if (scores.size() > 1) {
            var list = json.putArray("domains");
            scores.forEach(score -> list.add(one(score)));
        }
        ObjectNode majAtK = json.putObject("maj@k");
        figures.majAtK().forEach((k, value) -> majAtK.put(String.valueOf(k), value));
        json.put("no_answer", figures.noAnswer());
        Double strict = figures.strict();
        if (strict != null) {
            json.put("strict", strict);
        }
        ObjectNode by = json.putObject("by");
        figures.by().forEach((label, parts) -> {
            ObjectNode values = by.putObject(label);
            parts.forEach((value, part) -> interval(
                    values.putObject(value).put("questions", part.questions()).put("pass@1", part.passAt1()),
                    part.interval()));
        });
        if (overlap != null) {
            ObjectNode flagged = json.putObject("contamination");
            flagged.put("overlapping", overlap.questions().size()).put("clean", overlap.clean());
            putFinite(flagged, "pass@1_overlapping", overlap.passAt1());
            putFinite(flagged, "pass@1_clean", overlap.passAt1Clean());
            flagged.set(
                    "questions",
                    JsonLines.MAPPER.valueToTree(overlap.questions().keySet()));
        }
        if (against != null) {
            ObjectNode other = json.putObject("against");
            other.put("questions", against.paired().questions())
                    .put("difference", against.paired().difference());
            interval(other, against.paired().interval());
            other.putObject("mcnemar")
                    .put("only_here", against.paired().onlySecond())
                    .put("only_there", against.paired().onlyFirst())
                    .put("p", against.paired().p());
            other.set("gained", JsonLines.MAPPER.valueToTree(against.gained()));
            other.set("lost", JsonLines.MAPPER.valueToTree(against.lost()));
        }
        return json;
    }

    private static ObjectNode one(Score score) {
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("bench", score.set()).put("domain", score.domain());
        json.put("questions", score.questions()).put("samples", score.samples());
        json.put("pass@1", score.passAt1());
        interval(json, score.interval());
        ObjectNode passAtK = json.putObject("pass@k");
        score.passAtK().forEach((k, value) -> passAtK.put(String.valueOf(k), value));
        json.put("truncated", score.truncated()).put("unjudged", score.unjudged());
        json.put("tokens", score.tokens()).put("seconds", score.seconds());
        return json.put("tokens_per_s", score.seconds() > 0 ? score.tokens() / score.seconds() : 0);
    }

    private static void putFinite(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) {
            json.put(key, value);
        }
    }

    private static void interval(ObjectNode json, Interval interval) {
        json.putArray("interval").add(interval.low()).add(interval.high());
    }
}
