package io.srpo.verify.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A CPython of this machine and what of the file system it needs.
 *
 * @param binary its real path
 * @param version as in 3.11.7
 * @param binds directories and files to be shown read-only
 * @param links symbolic links at the root: target, path
 */
record PythonRuntime(Path binary, String version, List<String> binds, List<List<String>> links) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ASK = """
            import sys, os, json, ctypes, sysconfig, ast
            ast.unparse
            print(json.dumps({'binary': os.path.realpath(sys.executable), 'version': '%d.%d.%d' % sys.version_info[:3],
              'base': os.path.realpath(sys.base_prefix), 'lib': os.path.realpath(sysconfig.get_paths()['stdlib'])}))
            """;

    /** The first usable interpreter (3.9 or newer, with ctypes): the given one, else the system's, else one on the path or of pyenv. */
    static Optional<PythonRuntime> find(@Nullable String given) {
        if (given != null) {
            return ask(given);
        }
        Set<String> places = new LinkedHashSet<>(List.of("/usr/bin/python3", "/usr/local/bin/python3"));
        String path = System.getenv("PATH");
        if (path != null) {
            for (String part : path.split(":", -1)) {
                places.add(part + "/python3");
            }
        }
        return places.stream()
                .filter(place -> Files.isExecutable(Path.of(place)))
                .map(PythonRuntime::ask)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<PythonRuntime> ask(String python) {
        try {
            Process process = new ProcessBuilder(python, "-I", "-S", "-E", "-c", ASK)
                    .redirectErrorStream(false)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            byte[] out = process.getInputStream().readAllBytes();
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return Optional.of(of(JSON.readTree(out)));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static PythonRuntime of(JsonNode found) {
        Path binary = Path.of(found.get("binary").asText());
        Path base = Path.of(found.get("base").asText());
        List<String> binds = new ArrayList<>();
        List<List<String>> links = new ArrayList<>();
        SystemLibraries.add(binds, links);
        boolean ofSystem = base.equals(Path.of("/usr"));
        if (!ofSystem) {
            binds.add(base.toString());
        }
        for (Path needed : List.of(binary, Path.of(found.get("lib").asText()))) {
            if (binds.stream().noneMatch(bind -> needed.startsWith(Path.of(bind)))) {
                binds.add(needed.toString());
            }
        }
        JavaRuntime.add(binds);
        return new PythonRuntime(binary, found.get("version").asText(), List.copyOf(binds), List.copyOf(links));
    }
}
