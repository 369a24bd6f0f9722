package io.srpo.verify.sandbox;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strongest wall that stands on this machine, with warm processes behind it. A wall stands when a program that tries to break it
 * has failed at everything it tried; that is found out once a process. Where none stands, nothing runs. Thread-safe.
 */
public final class Sandbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
    /** Walls by interpreter asked for: trying them takes time. */
    private static final Map<String, Walls> KNOWN = new ConcurrentHashMap<>();

    private final Optional<SandboxPool> pool;
    private final Optional<WallReport> wall;
    private final String why;
    private final LongAdder taken = new LongAdder();

    private Sandbox(Optional<SandboxPool> pool, Optional<WallReport> wall, String why) {
        this.pool = pool;
        this.wall = wall;
        this.why = why;
    }

    /** Never throws for a machine without walls: {@link #standing} is then empty and {@link #take} refuses. */
    public static Sandbox open(SandboxOptions options) {
        if (options.wall().equals("none")) {
            return new Sandbox(Optional.empty(), Optional.empty(), "no sandbox: srpo.sandbox is \"none\"");
        }
        Walls walls =
                KNOWN.computeIfAbsent(options.python() == null ? "" : options.python(), key -> new Walls(options));
        List<Wall> wanted = options.wall().equals("auto") ? List.of(Wall.values()) : List.of(Wall.of(options.wall()));
        List<String> reasons = new ArrayList<>();
        for (Wall wall : wanted) {
            WallReport report = walls.report(wall);
            if (report.works()) {
                LOG.info("code sandbox: {} ({})", wall.label(), report.detail());
                return new Sandbox(Optional.of(walls.pool(wall, options.parallel())), Optional.of(report), "");
            }
            reasons.add(wall.label() + ": " + report.detail());
        }
        String why = "no sandbox stands on this machine, so no code was run (" + String.join("; ", reasons) + ")";
        LOG.warn("{}", why);
        return new Sandbox(Optional.empty(), Optional.empty(), why);
    }

    /** The wall in use, or empty. */
    public Optional<WallReport> standing() {
        return wall;
    }

    /** Why no wall stands; empty when one does. */
    public String whyNot() {
        return why;
    }

    /**
     * A fresh process behind the wall, for one candidate; waits while too many run. Give it back with {@link #release}.
     *
     * @throws SrpoException (resource) when no wall stands or the wall could not be raised
     */
    public SandboxProcess take() throws InterruptedException {
        SandboxPool open = pool.orElseThrow(() -> SrpoException.resource(why));
        try {
            SandboxProcess process = open.take();
            taken.increment();
            return process;
        } catch (IOException e) {
            throw SrpoException.resource("the sandbox could not be raised: " + e.getMessage(), e);
        }
    }

    /**
     * A process behind the wall that helps with judging and runs no candidate; closed by the caller.
     *
     * @throws IOException when the wall could not be raised
     */
    public SandboxProcess raise() throws IOException {
        return pool.orElseThrow(() -> SrpoException.resource(why)).raise();
    }

    /** Candidates that were given a process so far. */
    public long taken() {
        return taken.sum();
    }

    /** Ends the process and everything it left. */
    public void release(SandboxProcess process) {
        pool.ifPresent(open -> open.release(process));
    }

    @Override
    public void close() {
        pool.ifPresent(SandboxPool::close);
    }
}
