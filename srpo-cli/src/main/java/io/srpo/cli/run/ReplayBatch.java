package io.srpo.cli.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Output;
import io.srpo.cli.wire.Replay;
import io.srpo.core.objective.Update;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Repeats an update that was not finite. */
@Command(
        name = "replay-batch",
        description = {
            "Repeats the update that stopped a run because it was not finite, from the same weights.",
            "The whole batch, then each prompt's answers by themselves. The run is not changed."
        })
public final class ReplayBatch implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run's folder, with not-finite/ in it.")
    private Path run = Path.of("");

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Replay.Part> parts = Replay.of(run);
        PrintWriter words = output.words(spec);
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("run", run.toString());
        ArrayNode groups = JsonLines.MAPPER.createArrayNode();
        for (Replay.Part part : parts) {
            words.println(told(part));
            if (part.what().equals("all")) {
                put(json, part);
            } else {
                put(groups.addObject().put("task", part.what()), part);
            }
        }
        words.flush();
        json.set("groups", groups);
        output.result(spec, json);
        return 0;
    }

    private static String told(Replay.Part part) {
        String who = part.what().equals("all") ? "the whole batch" : "task " + part.what();
        Update update = part.update();
        return who + " (" + part.rollouts() + " answers): "
                + (update == null
                        ? part.fault()
                        : String.format(
                                Locale.ROOT,
                                "finite, loss %.6g, gradient norm %.6g",
                                update.loss(),
                                update.gradientNorm()));
    }

    private static void put(ObjectNode json, Replay.Part part) {
        @Nullable Update update = part.update();
        json.put("finite", update != null);
        if (update != null) {
            json.put("loss", update.loss()).put("gradient_norm", update.gradientNorm());
        } else {
            json.put("fault", part.fault());
        }
    }
}
