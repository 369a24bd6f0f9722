package io.srpo.verify.sandbox;

import io.srpo.verify.sandbox.WallReport.Attempt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What a trial program is to find outside its wall, and must not: a file, a port that answers on the loopback, the verifier's own process.
 * When the program is over, what it did to them is seen from here, whatever it says itself.
 */
final class Outside implements AutoCloseable {
    private static final AtomicInteger MARKS = new AtomicInteger();

    private final Path folder;
    private final Path secret;
    private final ServerSocket server;
    private final AtomicInteger asked = new AtomicInteger();
    /** A process's name has 15 letters at most. */
    private final String mark =
            String.format("srpo%07d%04d", ProcessHandle.current().pid() % 10_000_000, MARKS.incrementAndGet() % 10_000);

    Outside() throws IOException {
        folder = Files.createTempDirectory("srpo-probe");
        secret = Files.writeString(folder.resolve("secret"), "not for candidates");
        server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread answering = new Thread(this::answer, "srpo-sandbox-probe-port");
        answering.setDaemon(true);
        answering.start();
    }

    private void answer() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                asked.incrementAndGet();
                socket.getOutputStream().write("welcome".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // closed, or gone before it was answered
            }
        }
    }

    /** The trial program, told where all this is. */
    String program() {
        return Harness.text("probe.py")
                .replace("@SECRET@", secret.toString())
                .replace("@PORT@", Integer.toString(server.getLocalPort()))
                .replace("@PID@", Long.toString(ProcessHandle.current().pid()))
                .replace("@MARK@", mark);
    }

    /** What is seen when the program and its wall are gone; ends a process that was left. */
    List<Attempt> aftermath() throws IOException {
        List<Attempt> seen = new ArrayList<>();
        int connections = asked.get();
        seen.add(new Attempt("reaches a port of the machine", connections + " connections came", connections == 0));
        try (Stream<Path> files = Files.list(folder)) {
            long strangers = files.filter(file -> !file.equals(secret)).count();
            seen.add(new Attempt("leaves a file", strangers + " files were left", strangers == 0));
        }
        List<ProcessHandle> left = left();
        left.forEach(ProcessHandle::destroyForcibly);
        seen.add(new Attempt("leaves a process", left.size() + " processes were left", left.isEmpty()));
        return seen;
    }

    private List<ProcessHandle> left() {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    try {
                        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "comm"))
                                .strip()
                                .equals(mark);
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
