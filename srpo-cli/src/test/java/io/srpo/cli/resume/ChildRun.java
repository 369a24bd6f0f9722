package io.srpo.cli.resume;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** {@code ./srpo} as a process of its own, whose words are heard while it works. */
final class ChildRun implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 240;

    private final Process process;
    private final List<String> told = new ArrayList<>();
    private final Thread listener;

    private ChildRun(Process process) {
        this.process = process;
        this.listener = new Thread(this::listen, "child's words");
        listener.setDaemon(true);
        listener.start();
    }

    /**
     * Starts the program.
     *
     * @param temporary its folder for temporary files, so that what a killed one leaves behind goes with the test
     */
    static ChildRun start(Path temporary, String... arguments) {
        return start(command(temporary), arguments);
    }

    /** Starts any program. */
    static ChildRun start(List<String> program, String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("OMP_WAIT_POLICY", "passive"));
        try {
            return new ChildRun(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program without its arguments, as the launcher starts it. */
    static List<String> command(Path temporary) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                // Short lives: compiling thoroughly would take longer than it saves.
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                "io.srpo.cli.Srpo");
    }

    /** Waits until it has told a line of this kind; false when it ended before. */
    boolean tells(Predicate<String> line) {
        return comesTrue(() -> lines().stream().anyMatch(line));
    }

    /** Waits until the condition holds, looking every millisecond; false when the child ended before. */
    boolean comesTrue(Condition condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            if (condition.holds()) {
                return true;
            }
            if (!process.isAlive()) {
                return condition.holds();
            }
            pause(1);
        }
        throw new AssertionError("the child neither got there nor ended: " + lines());
    }

    /** Something to wait for. */
    @FunctionalInterface
    interface Condition {
        boolean holds();
    }

    /** SIGKILL, without warning. */
    void kill() {
        process.destroyForcibly();
        end();
    }

    /** Sends a signal by its name, such as INT. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Leaves it this many bytes of address space more than it has taken; whatever asks for more than that is refused. */
    void allowMore(long bytes) throws IOException, InterruptedException {
        long taken;
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            String size = status.filter(line -> line.startsWith("VmSize:"))
                    .findFirst()
                    .orElseThrow();
            taken = 1024 * Long.parseLong(size.replaceAll("\\D", ""));
        }
        new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--as=" + (taken + bytes))
                .start()
                .waitFor();
    }

    /** Waits for its end; the exit status. */
    int end() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the child does not end: " + lines());
            }
            listener.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** What it has said so far, standard output and error together. */
    List<String> lines() {
        synchronized (told) {
            return List.copyOf(told);
        }
    }

    private void listen() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (told) {
                    told.add(line);
                }
            }
        } catch (IOException closed) {
            // The child is gone; what it said is in the list.
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** A folder made anew. */
    static Path folder(Path parent, String name) {
        try {
            return Files.createDirectories(parent.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
