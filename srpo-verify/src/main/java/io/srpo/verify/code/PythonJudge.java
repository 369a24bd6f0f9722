package io.srpo.verify.code;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.task.Tests;
import io.srpo.verify.sandbox.Job;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.SandboxProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Puts one Python candidate to its tests, in a process that is its alone. */
final class PythonJudge {
    private final SandboxProcess process;
    private final Limits limits;

    PythonJudge(SandboxProcess process, Limits limits) {
        this.process = process;
        this.limits = limits;
    }

    CodeResult judge(String candidate, Tests tests) {
        if (tests instanceof Tests.Stdio stdio) {
            return stdio(candidate, stdio);
        }
        if (tests instanceof Tests.Asserts asserts) {
            return tested(
                    "asserts",
                    candidate,
                    Map.of("setup", asserts.setup(), "asserts", asserts.asserts()),
                    asserts.asserts().size());
        }
        if (tests instanceof Tests.Call call) {
            List<Map<String, Object>> cases = new ArrayList<>();
            call.cases().forEach(example -> cases.add(cell(example)));
            return tested("call", candidate, Map.of("entry", call.entry(), "cases", cases), cases.size());
        }
        String source = ((Tests.Program) tests).source();
        return tested("program", candidate, Map.of("source", source), 1);
    }

    @SuppressWarnings("NullAway") // a JSON null among the values is a value
    private static Map<String, Object> cell(Tests.Call.Example example) {
        Map<String, Object> made = new java.util.LinkedHashMap<>();
        made.put("args", example.args());
        made.put("expected", example.expected());
        return made;
    }

    /** The tests are sent only after the candidate has been forked and loaded. */
    private CodeResult tested(String kind, String candidate, Map<String, Object> tests, int total) {
        Tally tally = new Tally(total);
        try (Deadline deadline = new Deadline(process, limits, 1)) {
            process.send(Job.load(kind, candidate, limits));
            JsonNode loaded = process.receive();
            if (loaded.has("wrong")) {
                return wrong(tally, loaded.get("wrong"));
            }
            process.send(tests);
            for (JsonNode m = process.receive(); ; m = process.receive()) {
                if (!m.has("done")) {
                    tally.add(m.path("ok").asBoolean(), m.path("reason").asText());
                    continue;
                }
                JsonNode wrong = m.path("wrong");
                return wrong.isArray() ? wrong(tally, wrong) : tally.finished();
            }
        } catch (IOException e) {
            return lost(tally);
        }
    }

    /** Each case is a run of its own; what a case printed is compared here, outside. */
    private CodeResult stdio(String candidate, Tests.Stdio tests) {
        Tally tally = new Tally(tests.cases().size());
        CodeResult first = null;
        try {
            process.send(Job.load("stdio", candidate, limits));
            for (Tests.Stdio.Exchange exchange : tests.cases()) {
                CodeResult stopped = exchange(tally, exchange);
                if (stopped != null) {
                    first = first == null ? stopped : first;
                    if (stopped.status() != Status.RUNTIME_ERROR) {
                        break;
                    }
                }
            }
        } catch (IOException e) {
            return lost(tally);
        }
        return first == null ? tally.finished() : tally.ended(first.status(), first.reason());
    }

    private @org.jspecify.annotations.Nullable CodeResult exchange(Tally tally, Tests.Stdio.Exchange exchange)
            throws IOException {
        try (Deadline deadline = new Deadline(process, limits, 1)) {
            process.send(Map.of("input", base64(exchange.input())));
            JsonNode answer = process.receive();
            JsonNode wrong = answer.path("wrong");
            if (wrong.isArray()) {
                tally.add(false, wrong.path(1).asText());
                return wrong(tally, wrong);
            }
            String output =
                    new String(Base64.getDecoder().decode(answer.path("output").asText()), StandardCharsets.UTF_8);
            tally.add(PrintedText.same(output, exchange.output()), PrintedText.difference(output, exchange.output()));
            return null;
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static CodeResult wrong(Tally tally, JsonNode wrong) {
        return tally.ended(
                Status.ofFailure(wrong.path(0).asText()), wrong.path(1).asText());
    }

    private CodeResult lost(Tally tally) {
        String killed = process.whyKilled();
        if (killed != null) {
            return tally.ended(Status.TIMEOUT, killed);
        }
        if (process.outOfMemory()) {
            return tally.ended(Status.MEMORY, "out of memory");
        }
        return tally.ended(
                Status.SANDBOX_ERROR, "the sandbox ended before the candidate was judged: " + process.complaint());
    }
}
