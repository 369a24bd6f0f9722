package io.srpo.cli.wire;

import io.srpo.cli.frame.MemoryShortage;
import io.srpo.core.SrpoException;
import io.srpo.train.config.RunConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a person reads whose run has no memory left: what ran out, which of the run's settings take the most, and that it can go on. */
final class ShortOfMemory {
    private ShortOfMemory() {}

    /** @throws SrpoException (resource) in place of a failure that memory was behind; any other one is let be */
    static void tellInstead(Throwable failure, RunConfig config, Path folder) {
        MemoryShortage shortage = MemoryShortage.behind(failure).orElse(null);
        if (shortage == null) {
            return;
        }
        SrpoException told = SrpoException.resource(
                shortage.what() + "; " + (shortage.heap() ? moreHeap(config) : lessAtOnce(config)) + next(folder));
        // Not as its cause: whoever looks for a shortage behind it would tell it once more.
        told.addSuppressed(failure);
        throw told;
    }

    private static String moreHeap(RunConfig config) {
        return MemoryShortage.largerHeap() + ", or lower rollout.prompts (now "
                + config.rollout().prompts() + "), rollout.samples (now "
                + config.rollout().samples() + ") or rollout.maxTokens (now "
                + config.rollout().maxTokens() + ") with --set";
    }

    private static String lessAtOnce(RunConfig config) {
        List<String> ways = new ArrayList<>();
        ways.add("lower microBatchTokens (now " + config.microBatchTokens() + ") or rollout.prompts (now "
                + config.rollout().prompts() + ") with --set");
        if (!config.checkpointing()) {
            ways.add("set checkpointing=true, which computes layers again in place of keeping them");
        }
        if (config.model().lora() == null) {
            ways.add("begin another run with model.lora, which trains adapters alone");
        }
        ways.add("free memory");
        return String.join(", or ", ways);
    }

    private static String next(Path folder) {
        return Files.exists(folder.resolve("config.yaml"))
                ? "; what is saved is safe: go on with --resume"
                : "; then start it again";
    }
}
