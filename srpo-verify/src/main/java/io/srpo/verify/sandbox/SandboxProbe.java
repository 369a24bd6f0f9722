package io.srpo.verify.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

/** Finds out whether a wall stands by raising it and running a program behind it that tries to break it. */
public final class SandboxProbe {
    /** On a busy machine the interpreter on the JVM alone takes a minute. */
    private static final long PATIENCE_MILLIS = 180_000;

    private SandboxProbe() {}

    /** Tries every wall, strongest first. Takes a few seconds where GraalPy is among them. */
    public static List<WallReport> all(SandboxOptions options) {
        Walls walls = new Walls(options);
        List<WallReport> reports = new ArrayList<>();
        for (Wall wall : Wall.values()) {
            reports.add(walls.report(wall));
        }
        return reports;
    }

    /** Raises one wall and attacks it. */
    static WallReport probe(Wall wall, WallFactory factory, String runtime) {
        List<String> tried = new ArrayList<>();
        try (factory;
                SandboxProcess process = factory.raise()) {
            Timer timer = new Timer("srpo-sandbox-probe", true);
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            process.kill("the trial took too long");
                        }
                    },
                    PATIENCE_MILLIS);
            try {
                return judge(wall, attack(process), runtime, tried);
            } finally {
                timer.cancel();
            }
        } catch (IOException e) {
            String why = e.getMessage();
            return new WallReport(wall, false, why == null ? e.toString() : why, tried);
        }
    }

    private static String attack(SandboxProcess process) throws IOException {
        process.send(Job.load("stdio", Harness.text("probe.py"), Limits.STANDARD));
        process.send(Map.of("input", ""));
        JsonNode answer = process.receive();
        if (!answer.path("wrong").isNull()) {
            throw new IOException("the trial program failed: " + answer.path("wrong"));
        }
        return new String(Base64.getDecoder().decode(answer.path("output").asText()), StandardCharsets.UTF_8);
    }

    private static WallReport judge(Wall wall, String output, String runtime, List<String> tried) {
        List<String> broken = new ArrayList<>();
        for (String line : output.lines().toList()) {
            String[] parts = line.split("\t", -1);
            tried.add(parts[0] + ": " + parts[1]);
            if (!parts[1].equals("held")) {
                broken.add(parts[0]);
            }
        }
        if (tried.isEmpty()) {
            return new WallReport(wall, false, "the trial program said nothing", tried);
        }
        return broken.isEmpty()
                ? new WallReport(wall, true, runtime, tried)
                : new WallReport(wall, false, "a trial program " + String.join(", ", broken), tried);
    }
}
