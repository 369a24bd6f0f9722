package io.srpo.cli.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.Debug;
import io.srpo.cli.frame.InputLines;
import io.srpo.cli.frame.JsonLines;
import io.srpo.core.SrpoException;
import io.srpo.engine.Policy;
import io.srpo.engine.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Log-probabilities of given responses. */
@Command(
        name = "score",
        description = {
            "Log-probabilities of responses, at temperature 1 over the whole vocabulary.",
            "In:  {\"id\",\"prompt\",\"response\"}, or {\"id\",\"prompt_ids\",\"response_ids\"}.",
            "Out: {\"id\",\"log_probs\":[..],\"sum\"}, one log-probability a response token.",
            "Texts are tokenized apart: the prompt with the tokenizer's begin token, the response without."
        })
public final class Score implements Callable<Integer> {
    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private InputLines lines = new InputLines();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it, Failures looks at it
    private Debug debug = new Debug();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (Policy policy = model.open()) {
            return lines.answerOneByOne(
                    new JsonLines.Answerer() {
                        @Override
                        public ObjectNode answer(ObjectNode line) {
                            return score(policy, line);
                        }

                        @Override
                        public ObjectNode fault(JsonNode id, String reason) {
                            ObjectNode answer = JsonLines.MAPPER.createObjectNode();
                            answer.set("id", id);
                            return answer.put("error", reason);
                        }
                    },
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
        }
    }

    private static ObjectNode score(Policy policy, ObjectNode line) {
        boolean ids = line.has("prompt_ids") || line.has("response_ids");
        int[] prompt =
                ids ? ids(line, "prompt_ids", policy) : policy.tokenizer().encode(JsonLines.text(line, "prompt"));
        int[] response = ids ? ids(line, "response_ids", policy) : response(policy.tokenizer(), line);
        float[] logProbs = policy.score(prompt, response);
        ObjectNode answer = JsonLines.MAPPER.createObjectNode();
        answer.set("id", line.get("id"));
        ArrayNode list = answer.putArray("log_probs");
        double sum = 0;
        for (float logProb : logProbs) {
            list.add(logProb);
            sum += logProb;
        }
        return answer.put("sum", sum);
    }

    private static int[] response(Tokenizer tokenizer, ObjectNode line) {
        int begin = tokenizer.encode("").length;
        int[] tokens = tokenizer.encode(JsonLines.text(line, "response"));
        return Arrays.copyOfRange(tokens, begin, tokens.length);
    }

    private static int[] ids(ObjectNode line, String key, Policy policy) {
        JsonNode list = line.path(key);
        if (!list.isArray()) {
            throw SrpoException.input("\"" + key + "\" has to be a list of token ids");
        }
        int[] tokens = new int[list.size()];
        for (int i = 0; i < tokens.length; i++) {
            JsonNode id = list.get(i);
            if (!id.isInt()
                    || id.intValue() < 0
                    || id.intValue() >= policy.config().vocabSize()) {
                throw SrpoException.input("\"" + key + "\" holds " + id + ", which is no token id of this model (0 to "
                        + (policy.config().vocabSize() - 1) + ")");
            }
            tokens[i] = id.intValue();
        }
        return tokens;
    }
}
