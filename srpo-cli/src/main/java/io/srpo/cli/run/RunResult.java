package io.srpo.cli.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.core.stage.EndRule;
import io.srpo.train.evaluate.Score;
import io.srpo.train.loop.Outcome;
import io.srpo.train.loop.StageOutcome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run came to, for programs. */
final class RunResult {
    private RunResult() {}

    static ObjectNode json(Outcome outcome, Path folder) {
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("run", folder.toString());
        json.put("steps", outcome.state().step());
        json.put("rollouts", outcome.state().rollouts());
        json.put("seconds", outcome.state().seconds());
        ArrayNode stages = json.putArray("stages");
        for (StageOutcome stage : outcome.stages()) {
            stages.addObject()
                    .put("name", stage.name())
                    .put("steps", stage.steps())
                    .put("ended_by", EndRule.name(stage.endedBy()))
                    .put("dropped", stage.dropped());
        }
        json.set("before", scores(outcome.before()));
        json.set("after", scores(outcome.after()));
        json.put("complete", outcome.complete());
        return json.put("report", folder.resolve("report.html").toString());
    }

    /** pass@1 by domain; where several sets are of one domain, the mean over their questions. */
    private static ObjectNode scores(List<Score> scores) {
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (Score score : scores) {
            double[] sum = sums.computeIfAbsent(score.domain(), domain -> new double[2]);
            sum[0] += score.passAt1() * score.questions();
            sum[1] += score.questions();
        }
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        sums.forEach((domain, sum) -> json.put(domain, sum[0] / sum[1]));
        return json;
    }
}
