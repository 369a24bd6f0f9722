package io.srpo.cli.machine;

import io.srpo.cli.machine.Finding.State;
import io.srpo.verify.sandbox.SandboxOptions;
import io.srpo.verify.sandbox.SandboxProbe;
import io.srpo.verify.sandbox.WallReport;
import java.util.ArrayList;
import java.util.List;

/** Which sandbox walls stand, found out by attacking them. */
final class SandboxWalls {
    private SandboxWalls() {}

    static List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        List<WallReport> reports = SandboxProbe.all(SandboxOptions.fromSystem());
        boolean used = false;
        for (WallReport report : reports) {
            boolean first = report.works() && !used;
            used |= report.works();
            String means = !report.works()
                    ? "not used"
                    : (first ? "used for code; " : "not needed; ")
                            + report.tried().size() + " attempts to break it failed";
            findings.add(new Finding(
                    report.wall().label(),
                    report.works() ? State.OK : State.LIMITED,
                    report.works() ? "stands: " + report.detail() : "does not stand: " + report.detail(),
                    means,
                    report.tried()));
        }
        if (!used) {
            findings.add(new Finding(
                    "sandbox",
                    State.MISSING,
                    "no wall stands",
                    "code cannot be judged here; install bubblewrap, or allow user namespaces. Math works."));
        }
        return findings;
    }
}
