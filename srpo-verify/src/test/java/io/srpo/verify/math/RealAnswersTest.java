package io.srpo.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.verify.math.extract.AnswerExtractor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every gold answer of two public sets, read by path: against itself, against rewritings by rule, and against its neighbours. */
@Tag("real")
class RealAnswersTest {
    private static final Logger LOG = LoggerFactory.getLogger(RealAnswersTest.class);
    private static final Path DATA = Path.of(System.getProperty("srpo.shared", "../../shared"), "data", "math");

    private final MathVerifier verifier = new MathVerifier();

    /** Rewritings that never change what an answer says. */
    private static Map<String, UnaryOperator<String>> rewritings() {
        Map<String, UnaryOperator<String>> rules = new LinkedHashMap<>();
        rules.put("boxed in a sentence", s -> "Thus the result follows.\n\n$$\\boxed{" + s + "}$$");
        rules.put("other fraction and bracket commands", s -> s.replace("\\dfrac", "\\frac")
                .replace("\\frac", "\\tfrac")
                .replaceAll("(?<![\\\\a-z])\\(", "\\\\left(")
                .replaceAll("\\)", "\\\\right)"));
        rules.put("Unicode for LaTeX", s -> s.replaceAll("\\\\pi(?![a-zA-Z])", "π")
                .replaceAll("\\\\infty(?![a-zA-Z])", "∞")
                .replaceAll("\\\\cup(?![a-zA-Z])", "∪")
                .replaceAll("\\\\leq?(?![a-zA-Z])", "≤")
                .replace("^\\circ", "°")
                .replaceAll("(?<!\\{)-", "−"));
        return rules;
    }

    @Test
    void goldAnswersEqualThemselvesAndTheirRewritings() throws IOException {
        List<String> failed = new ArrayList<>();
        int pairs = 0;
        for (String gold : golds()) {
            pairs++;
            if (!verifier.judge(gold, gold, null).right()) {
                failed.add("itself: " + gold);
            }
            for (Map.Entry<String, UnaryOperator<String>> rule : rewritings().entrySet()) {
                pairs++;
                String answer = rule.getValue().apply(gold);
                if (!verifier.judge(gold, answer, null).right()) {
                    failed.add(rule.getKey() + ": " + gold + " against " + answer);
                }
            }
        }
        LOG.info(
                "{} different gold answers, {} pairs with themselves and three rewritings, {} missed",
                golds().size(),
                pairs,
                failed.size());
        assertThat(pairs).isGreaterThan(12_000);
        assertThat(failed).isEmpty();
    }

    @Test
    void aWholeSolutionIsRightByItsOwnLastBox() throws IOException {
        List<String> failed = new ArrayList<>();
        int solutions = 0;
        ObjectMapper mapper = new ObjectMapper();
        for (String line : Files.readAllLines(DATA.resolve("hendrycks-math-4500.jsonl"))) {
            String solution = mapper.readTree(line).get("solution").asText();
            solutions++;
            if (!verifier.judge(solution, solution, null).right()) {
                failed.add(AnswerExtractor.gold(solution));
            }
        }
        LOG.info("{} whole solutions against their own last box, {} missed", solutions, failed.size());
        assertThat(failed).isEmpty();
    }

    private static Set<String> golds() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Set<String> golds = new LinkedHashSet<>();
        for (String line : Files.readAllLines(DATA.resolve("hendrycks-math-4500.jsonl"))) {
            golds.add(AnswerExtractor.gold(mapper.readTree(line).get("solution").asText()));
        }
        for (String line : Files.readAllLines(DATA.resolve("deepmath-5k.jsonl"))) {
            golds.add(mapper.readTree(line).get("ground_truth").asText());
        }
        return golds;
    }
}
