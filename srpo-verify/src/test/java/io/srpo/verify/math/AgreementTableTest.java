package io.srpo.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Makes the table of docs/verifiers-math.md: agreement and speed side by side with Math-Verify on the labelled pairs, with both tools' mistakes, into
 * {@code target/agreement.md}. {@code mvn -Dsrpo.tests=all -pl srpo-verify -am test -Dtest=AgreementTableTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dsrpo.peer.python=PYTHON}, where PYTHON has the package math_verify.
 */
@Tag("peer")
class AgreementTableTest {
    private static final Path BENCH =
            Path.of(System.getProperty("srpo.shared", "../../shared"), "peers", "math_verify_bench.py");
    private static final Pattern MISTAKE = Pattern.compile("^(FALSE POSITIVE|MISSED) \\{'id': (\\d+),.*");
    private static final int PASSES = 5;

    private final List<LabelledPairs> pairs = LabelledPairs.all();

    private record Result(Set<Integer> falsePositives, Set<Integer> missed, double perSecond) {
        int wrong() {
            return falsePositives.size() + missed.size();
        }
    }

    @Test
    void bothToolsOnTheSamePairs() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(BENCH), "no Math-Verify bench here");
        double[] micros = new double[pairs.size()];
        Result ours = ours(micros);
        Result theirs = theirs();
        Arrays.sort(micros);
        StringBuilder table = new StringBuilder();
        line(table, "| | agreement | false positives | missed | pairs/s |");
        line(table, "|---|---|---|---|---|");
        line(table, row("`srpo verify math`", ours));
        line(table, row("Math-Verify", theirs));
        line(table, "");
        line(
                table,
                "%d pairs; ours on one thread: median %.0f us, 99%% under %.0f us, slowest %.0f us; %.0f times the throughput.",
                pairs.size(),
                micros[micros.length / 2],
                micros[micros.length * 99 / 100],
                micros[micros.length - 1],
                ours.perSecond / theirs.perSecond);
        line(table, "");
        kinds(table, ours, theirs);
        mistakes(table, "Ours", ours);
        mistakes(table, "Math-Verify", theirs);
        Path out = Path.of("target", "agreement.md");
        Files.createDirectories(out.toAbsolutePath().getParent());
        Files.writeString(out, table);
        assertThat(ours.wrong()).isLessThan(theirs.wrong());
    }

    private Result ours(double[] micros) {
        MathVerifier verifier = new MathVerifier();
        Set<Integer> falsePositives = new TreeSet<>();
        Set<Integer> missed = new TreeSet<>();
        double seconds = 0;
        for (int pass = 0; pass < PASSES; pass++) {
            seconds = 0;
            for (int n = 0; n < pairs.size(); n++) {
                LabelledPairs pair = pairs.get(n);
                long start = System.nanoTime();
                boolean right = pair.judgedBy(verifier);
                micros[n] = (System.nanoTime() - start) / 1e3;
                seconds += micros[n] / 1e6;
                if (pass == 0 && right != pair.expected()) {
                    (right ? falsePositives : missed).add(n);
                }
            }
        }
        return new Result(falsePositives, missed, pairs.size() / seconds);
    }

    private Result theirs() throws IOException, InterruptedException {
        Path file = Files.createTempFile("labelled", ".jsonl");
        try (var in = AgreementTableTest.class.getResourceAsStream("/math/labelled.jsonl")) {
            Files.write(file, java.util.Objects.requireNonNull(in).readAllBytes());
        }
        Process process = new ProcessBuilder(
                        System.getProperty("srpo.peer.python", "python3"), BENCH.toString(), file.toString(), "--list")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        Files.delete(file);
        Assumptions.assumeTrue(!lines.isEmpty(), "Math-Verify is not installed for srpo.peer.python");
        Set<Integer> falsePositives = new TreeSet<>();
        Set<Integer> missed = new TreeSet<>();
        for (String line : lines) {
            Matcher m = MISTAKE.matcher(line);
            if (m.matches()) {
                (m.group(1).equals("MISSED") ? missed : falsePositives).add(Integer.parseInt(m.group(2)));
            }
        }
        JsonNode sum = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(sum.get("cases").asInt()).isEqualTo(pairs.size());
        return new Result(falsePositives, missed, sum.get("per_s").asDouble());
    }

    private String row(String tool, Result r) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f%% | %d (%.2f%%) | %d | %,.0f |",
                tool,
                100.0 * (pairs.size() - r.wrong()) / pairs.size(),
                r.falsePositives.size(),
                100.0 * r.falsePositives.size() / pairs.size(),
                r.missed.size(),
                r.perSecond);
    }

    private void kinds(StringBuilder table, Result ours, Result theirs) {
        Map<String, int[]> kinds = new TreeMap<>();
        for (int n = 0; n < pairs.size(); n++) {
            int[] counts = kinds.computeIfAbsent(pairs.get(n).kind(), k -> new int[3]);
            counts[0]++;
            counts[1] += ours.falsePositives.contains(n) || ours.missed.contains(n) ? 1 : 0;
            counts[2] += theirs.falsePositives.contains(n) || theirs.missed.contains(n) ? 1 : 0;
        }
        line(table, "| kind | pairs | ours wrong | Math-Verify wrong |");
        line(table, "|---|---|---|---|");
        kinds.forEach((kind, c) -> line(table, "| %s | %d | %d | %d |", kind, c[0], c[1], c[2]));
    }

    private void mistakes(StringBuilder table, String tool, Result r) {
        List<String> lines = new ArrayList<>();
        r.falsePositives.forEach(n -> lines.add("- passed wrongly: " + shown(n)));
        r.missed.forEach(n -> lines.add("- missed: " + shown(n)));
        line(table, "");
        line(table, "### %s: %d mistakes", tool, lines.size());
        line(table, "");
        lines.forEach(l -> table.append(l).append('\n'));
    }

    private String shown(int n) {
        LabelledPairs p = pairs.get(n);
        String answer = p.answer().length() > 90
                ? "..." + p.answer().substring(p.answer().length() - 90)
                : p.answer();
        return "`" + p.gold() + "` against `" + answer.replace('\n', ' ').replace('`', '\'') + "`";
    }

    private static void line(StringBuilder table, String format, Object... values) {
        table.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
