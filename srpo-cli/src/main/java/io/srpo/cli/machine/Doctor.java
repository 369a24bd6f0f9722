package io.srpo.cli.machine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Output;
import io.srpo.cli.frame.Version;
import io.srpo.cli.machine.Finding.State;
import io.srpo.cli.wire.Machine;
import io.srpo.verify.sandbox.WallReport.Attempt;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what is here and what that allows. Exit status 0 when training can run, 1 when something that it needs is missing. */
@Command(name = "doctor", description = "Says what is here (JDK, natives, sandbox, memory, disk) and what that allows.")
public final class Doctor implements Callable<Integer> {
    private static final long SMALL_MEMORY = 3_000_000_000L;
    private static final long SMALL_DISK = 2_000_000_000L;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(processor());
        findings.add(memory());
        findings.add(disk());
        findings.add(Natives.look());
        Natives.numberType().ifPresent(findings::add);
        findings.addAll(Natives.traps(System.getenv()));
        findings.addAll(SandboxWalls.look());
        findings.add(new Finding(
                "GPU", State.LIMITED, "not used", "training runs on the processor; this version has no GPU build"));
        PrintWriter out = output.words(spec);
        for (Finding finding : findings) {
            out.printf(
                    "%-11s %-8s %s%n%21s%s%n",
                    finding.what(),
                    finding.state().name().toLowerCase(Locale.ROOT),
                    finding.found(),
                    "",
                    finding.means());
            for (Attempt attempt : finding.tried()) {
                out.printf("%21s%-14s %-36s saw %s%n", "", held(attempt), attempt.tried(), attempt.saw());
            }
        }
        boolean able = findings.stream().noneMatch(finding -> finding.state() == State.MISSING);
        out.println(
                able
                        ? "Everything that training needs is here."
                        : "Something that training needs is missing; see above.");
        out.flush();
        output.result(spec, json(findings, able));
        return able ? 0 : 1;
    }

    private static String held(Attempt attempt) {
        return attempt.held() ? "holds" : "does not hold";
    }

    private static Finding java() {
        String found = "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
        return new Finding("JDK", State.OK, found, System.getProperty("java.home"));
    }

    private static Finding processor() {
        return new Finding("processor", State.OK, Machine.describe(), Machine.cores() + " cores to compute with");
    }

    private static Finding memory() {
        long free = Machine.freeMemory();
        String found = Machine.gigabytes(free) + " free of " + Machine.gigabytes(Machine.memory());
        // Weights, gradients and two moments in fp32, and as much again for activations and the cache.
        long millions = free / 32 / 1_000_000;
        String means = "room to train about " + millions + " million parameters";
        return new Finding("memory", free < SMALL_MEMORY ? State.LIMITED : State.OK, found, means);
    }

    private static Finding disk() {
        Path here = Path.of("").toAbsolutePath();
        long free = Machine.freeDisk(here);
        return new Finding(
                "disk",
                free < SMALL_DISK ? State.LIMITED : State.OK,
                Machine.gigabytes(free) + " free in " + here,
                free < SMALL_DISK
                        ? "too little for checkpoints of larger models; name another place with --run"
                        : "room for runs");
    }

    private static ObjectNode json(List<Finding> findings, boolean able) {
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("able", able)
                .put("version", Version.text())
                .put("java", Runtime.version().toString());
        json.put("machine", Machine.describe()).put("cores", Machine.cores());
        json.put("memory", Machine.memory()).put("memory_free", Machine.freeMemory());
        ArrayNode list = json.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode one = list.addObject()
                    .put("what", finding.what())
                    .put("state", finding.state().name().toLowerCase(Locale.ROOT))
                    .put("found", finding.found())
                    .put("means", finding.means());
            if (!finding.tried().isEmpty()) {
                ArrayNode tried = one.putArray("tried");
                finding.tried().forEach(attempt -> tried.addObject()
                        .put("tried", attempt.tried())
                        .put("saw", attempt.saw())
                        .put("holds", attempt.held()));
            }
        }
        return json;
    }
}
