package io.srpo.verify.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.verify.sandbox.WallReport.Attempt;
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
        try (factory;
                Outside outside = new Outside()) {
            List<Attempt> tried = new ArrayList<>(said(run(factory, outside.program())));
            if (tried.isEmpty()) {
                return new WallReport(wall, false, "the trial program said nothing", tried);
            }
            tried.addAll(outside.aftermath());
            List<String> broken = tried.stream()
                    .filter(attempt -> !attempt.held())
                    .map(Attempt::tried)
                    .toList();
            return broken.isEmpty()
                    ? new WallReport(wall, true, runtime, tried)
                    : new WallReport(wall, false, "a trial program " + String.join(", ", broken), tried);
        } catch (IOException e) {
            String why = e.getMessage();
            return new WallReport(wall, false, why == null ? e.toString() : why, List.of());
        }
    }

    /** Returns when the program and its wall are gone. */
    private static String run(WallFactory factory, String program) throws IOException {
        try (SandboxProcess process = factory.raise()) {
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
                process.send(Job.load("stdio", program, Limits.STANDARD));
                process.send(Map.of("input", ""));
                JsonNode answer = process.receive();
                if (!answer.path("wrong").isNull()) {
                    throw new IOException("the trial program failed: " + answer.path("wrong"));
                }
                return new String(
                        Base64.getDecoder().decode(answer.path("output").asText()), StandardCharsets.UTF_8);
            } finally {
                timer.cancel();
            }
        }
    }

    private static List<Attempt> said(String output) {
        return output.lines()
                .map(line -> line.split("\t", -1))
                .map(parts -> new Attempt(parts[0], parts[1], parts[2].equals("held")))
                .toList();
    }
}
