package io.srpo.verify.sandbox;

import io.srpo.verify.sandbox.graal.GraalWall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The walls of this machine: how each is raised, and what was found of it. Reports are made once and kept. */
final class Walls {
    private static final boolean LINUX = "Linux".equals(System.getProperty("os.name"));

    private final Optional<PythonRuntime> python;
    private final boolean root;
    private final String program = Harness.warden();
    private final Map<Wall, WallReport> reports = new EnumMap<>(Wall.class);

    Walls(SandboxOptions options) {
        this.python = LINUX ? PythonRuntime.find(options.python()) : Optional.empty();
        this.root = LINUX && "root".equals(System.getProperty("user.name"));
    }

    WallReport report(Wall wall) {
        synchronized (reports) {
            return reports.computeIfAbsent(wall, this::look);
        }
    }

    private WallReport look(Wall wall) {
        if (wall == Wall.GRAALPY) {
            return SandboxProbe.probe(wall, factory(wall), "GraalPy community, no access, in a JVM of its own");
        }
        if (!LINUX) {
            return new WallReport(wall, false, "needs Linux", List.of());
        }
        if (python.isEmpty()) {
            return new WallReport(
                    wall, false, "no CPython 3.9 or newer with ctypes was found on this machine", List.of());
        }
        String tool = wall == Wall.BUBBLEWRAP ? "bwrap" : "unshare";
        if (onPath(tool).isEmpty()) {
            return new WallReport(wall, false, tool + " is not installed", List.of());
        }
        return SandboxProbe.probe(wall, factory(wall), "CPython " + python.get().version());
    }

    SandboxPool pool(Wall wall, int parallel) {
        return wall == Wall.GRAALPY ? GraalWall.pool(parallel) : new WarmPool(factory(wall), parallel);
    }

    private WallFactory factory(Wall wall) {
        if (wall == Wall.GRAALPY) {
            return GraalWall::raise;
        }
        String tool = onPath(wall == Wall.BUBBLEWRAP ? "bwrap" : "unshare").orElseThrow();
        WallCommand command = new WallCommand(
                wall, python.orElseThrow(), tool, root ? onPath("setpriv") : Optional.empty(), root, program);
        // Sets iterate in the same order in every run: the same candidate gets the same verdict.
        Map<String, String> environment = Map.of("PYTHONHASHSEED", "0");
        return wall == Wall.NAMESPACES
                ? new Zygote(command, environment)
                : () -> SandboxProcess.start(command.next(), environment);
    }

    private static Optional<String> onPath(String tool) {
        String path = System.getenv("PATH");
        List<String> places = new ArrayList<>(List.of((path == null ? "" : path).split(":", -1)));
        places.addAll(List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin"));
        return places.stream()
                .filter(place -> place.startsWith("/"))
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
