package io.srpo.verify.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Raises walls by copying a warmed-up interpreter: {@code zygote.py} forks, and the copy goes behind a wall of its own. A tenth of the
 * work of starting an interpreter for each candidate; what the candidate gets is the same. One that has died is replaced; where none
 * can be started, walls are raised one by one.
 */
final class Zygote implements WallFactory {
    private final WallCommand command;
    private final Map<String, String> environment;
    private @Nullable SandboxProcess process;
    private @Nullable Path socket;
    private boolean impossible;

    Zygote(WallCommand command, Map<String, String> environment) {
        this.command = command;
        this.environment = environment;
    }

    @Override
    public SandboxProcess raise() throws IOException {
        SocketChannel channel = connect();
        return channel == null ? SandboxProcess.start(command.next(), environment) : raised(channel);
    }

    private SandboxProcess raised(SocketChannel channel) throws IOException {
        ZygoteChild child = new ZygoteChild(channel);
        SandboxProcess made = new SandboxProcess(child);
        try {
            made.send(command.configuration());
            child.is(made.receive().path("pid").asLong());
            JsonNode ready = made.receive();
            if (!ready.has("ready")) {
                throw new IOException(ready.path("fault").asText("its first process said " + ready));
            }
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e instanceof IOException io ? io : new IOException("it ended at once", e);
        }
    }

    /** A connection to the interpreter, or null when there can be none. */
    private synchronized @Nullable SocketChannel connect() throws IOException {
        for (int attempt = 0; attempt < 2 && !impossible; attempt++) {
            try {
                if (process == null || socket == null || !process.alive()) {
                    end();
                    start();
                }
                return SocketChannel.open(UnixDomainSocketAddress.of(socket));
            } catch (IOException | UnsupportedOperationException e) {
                end();
                impossible = attempt > 0;
            }
        }
        return null;
    }

    private void start() throws IOException {
        // Its user's alone; the interpreter removes it when it ends.
        Path folder = Files.createTempDirectory("srpo-");
        socket = folder.resolve("s");
        try {
            process = SandboxProcess.start(command.zygote(socket), environment);
        } catch (IOException e) {
            Files.deleteIfExists(folder);
            throw e;
        }
    }

    private void end() throws IOException {
        if (process != null) {
            process.close();
            process = null;
        }
        if (socket != null) {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
            socket = null;
        }
    }

    @Override
    public synchronized void close() {
        impossible = true;
        try {
            end();
        } catch (IOException e) {
            // the folder is the interpreter's to remove
        }
    }
}
