package io.srpo.verify.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The command line that raises a wall with CPython's warden as the first process behind it. As root the namespaces are made with
 * root's rights and each sandbox becomes a user of its own; otherwise a user namespace gives the rights.
 */
final class WallCommand {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Users that no machine has; one a sandbox, so that the limit on processes is each sandbox's own. */
    private static final int FIRST_USER = 1_600_000_000;

    private static final AtomicInteger USERS =
            new AtomicInteger((int) (ProcessHandle.current().pid() % 100_000) * 1000);
    private static final long TMP_BYTES = 64L << 20;

    private final Wall wall;
    private final PythonRuntime python;
    private final String tool;
    private final Optional<String> setpriv;
    private final boolean root;
    private final String program;

    /**
     * @param tool path of {@code bwrap} or {@code unshare}
     * @param setpriv path of {@code setpriv}, used as root only
     */
    WallCommand(Wall wall, PythonRuntime python, String tool, Optional<String> setpriv, boolean root, String program) {
        this.wall = wall;
        this.python = python;
        this.tool = tool;
        this.setpriv = setpriv;
        this.root = root;
        this.program = program;
    }

    List<String> next() {
        List<String> command = new ArrayList<>(wall == Wall.BUBBLEWRAP ? bubblewrap() : unshare());
        command.addAll(interpreter(configuration()));
        return command;
    }

    /** The interpreter that raises walls by copying itself, outside of them. */
    List<String> zygote(Path socket) {
        return interpreter(Map.of("zygote", socket.toString()));
    }

    private List<String> interpreter(Map<String, ?> settings) {
        return List.of(python.binary().toString(), "-S", "-s", "-B", "-X", "utf8", "-c", program, json(settings));
    }

    /** What one wall is made of; each call names another user. */
    Map<String, @Nullable Object> configuration() {
        Map<String, @Nullable Object> made = new LinkedHashMap<>();
        made.put("mounts", wall == Wall.NAMESPACES);
        made.put("binds", python.binds());
        made.put("links", python.links());
        made.put("uid", root && wall == Wall.NAMESPACES ? FIRST_USER + USERS.incrementAndGet() % 400_000_000 : null);
        made.put("tmp", TMP_BYTES);
        made.put("map", !root);
        return made;
    }

    private List<String> unshare() {
        List<String> command = new ArrayList<>(List.of(tool));
        if (!root) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        command.addAll(List.of(
                "--mount", "--pid", "--net", "--ipc", "--uts", "--cgroup", "--fork", "--kill-child=SIGKILL", "--"));
        return command;
    }

    private List<String> bubblewrap() {
        List<String> command = new ArrayList<>();
        if (root) {
            // Becomes a plain user first: root's own user is exempt from the limit on processes.
            String user = Integer.toString(FIRST_USER + USERS.incrementAndGet() % 400_000_000);
            command.addAll(
                    List.of(setpriv.orElse("setpriv"), "--reuid", user, "--regid", user, "--clear-groups", "--"));
        }
        command.addAll(List.of(tool, "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc"));
        command.addAll(List.of("--unshare-uts", "--unshare-cgroup", "--uid", "1000", "--gid", "1000"));
        command.addAll(List.of("--clearenv", "--setenv", "PYTHONHASHSEED", "0"));
        command.addAll(List.of("--die-with-parent", "--new-session", "--as-pid-1", "--cap-drop", "ALL"));
        command.addAll(List.of("--hostname", "sandbox"));
        for (String bind : python.binds()) {
            command.addAll(List.of("--ro-bind", bind, bind));
        }
        for (List<String> link : python.links()) {
            command.addAll(List.of("--symlink", link.get(0), link.get(1)));
        }
        command.addAll(List.of("--proc", "/proc", "--remount-ro", "/proc", "--dev", "/dev"));
        command.addAll(List.of("--size", Long.toString(TMP_BYTES), "--tmpfs", "/tmp", "--chdir", "/tmp"));
        command.addAll(List.of("--remount-ro", "/", "--"));
        return command;
    }

    private static String json(Map<String, ?> value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
