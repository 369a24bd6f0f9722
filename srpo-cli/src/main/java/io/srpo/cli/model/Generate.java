package io.srpo.cli.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Output;
import io.srpo.cli.wire.Models;
import io.srpo.core.SrpoException;
import io.srpo.core.rollout.Rollout.Ending;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.Policy;
import io.srpo.engine.rollout.Drawing;
import io.srpo.engine.rollout.Generator;
import io.srpo.engine.tokenizer.StreamingDecoder;
import io.srpo.train.prompt.ChatFormatter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One completion, shown as it is drawn. */
@Command(
        name = "generate",
        description =
                "One completion, streamed. The prompt is taken as it is, or put into the chat template with --chat.")
public final class Generate implements Callable<Integer> {
    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--prompt", required = true, paramLabel = "TEXT", description = "What to go on from.")
    private String prompt = "";

    @Option(names = "--chat", description = "Put the prompt into the model's chat template, as the user's message.")
    private boolean chat;

    @Option(names = "--system", paramLabel = "TEXT", description = "System message; with --chat.")
    private @Nullable String system;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Longest completion; 256 without it.")
    private int maxTokens = 256;

    @Option(names = "--temperature", paramLabel = "T", description = "0, the most likely token each time, without it.")
    private double temperature;

    @Option(names = "--top-p", paramLabel = "P", description = "Nucleus; 1 without it.")
    private double topP = 1;

    @Option(names = "--stop", paramLabel = "TEXT", description = "Ends the completion; may be given several times.")
    private List<String> stop = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Same seed, same completion; 0 without it.")
    private long seed;

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        SamplingSpec sampling = new SamplingSpec(1, temperature, topP, 0, 0, maxTokens, stop);
        PrintWriter out = output.words(spec);
        try (Policy policy = model.open()) {
            int[] tokens = policy.tokenizer().encode(text(policy));
            List<Integer> ends = policy.config().eosTokens();
            StreamingDecoder decoder = policy.tokenizer().streamingDecoder(false);
            StringBuilder whole = new StringBuilder();
            long started = System.nanoTime();
            Drawing drawing = policy.generator()
                    .generate(
                            List.of(new Generator.Request("generate", tokens)),
                            sampling,
                            new StreamKey(seed, 0),
                            Progress.NONE,
                            (request, sample, token) ->
                                    show(ends.contains(token) ? "" : decoder.add(token), whole, out))
                    .get(0)
                    .get(0);
            double seconds = (System.nanoTime() - started) / 1e9;
            show(decoder.end(), whole, out);
            out.println();
            out.flush();
            output.result(spec, json(whole.toString(), drawing, seconds));
        }
        return 0;
    }

    private static void show(String piece, StringBuilder whole, PrintWriter out) {
        whole.append(piece);
        out.print(piece);
        out.flush();
    }

    private String text(Policy policy) {
        if (!chat) {
            return prompt;
        }
        ChatFormatter formatter = Models.chat(policy);
        if (formatter == null) {
            throw SrpoException.input("the model has no chat template; leave out --chat");
        }
        List<ChatFormatter.Message> messages = new ArrayList<>();
        if (system != null) {
            messages.add(new ChatFormatter.Message("system", system));
        }
        messages.add(new ChatFormatter.Message("user", prompt));
        return formatter.format(messages, true);
    }

    private static ObjectNode json(String text, Drawing drawing, double seconds) {
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("text", text).put("tokens", drawing.tokens().length);
        json.set("token_ids", JsonLines.MAPPER.valueToTree(drawing.tokens()));
        json.put("ending", drawing.ending() == Ending.STOP ? "stop" : "length");
        return json.put(
                "tokens_per_s",
                Double.parseDouble(String.format(Locale.ROOT, "%.1f", drawing.tokens().length / seconds)));
    }
}
