package io.srpo.verify.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A wall with a part taken away.
 *
 * @param cuts pieces of the warden's program, and what stands in their place
 * @param options arguments of unshare that are left out
 * @param noticed attempts that must now succeed; none when all must fail
 */
record Hole(
        String name,
        Map<String, String> cuts,
        List<String> options,
        Map<String, String> environment,
        List<String> noticed) {
    /** The trial program cannot even run, and the wall does not stand. */
    static final String FAILS = "does not stand";

    private static final String FILTER = "    filter_calls()\n    os.chdir('/tmp')";
    private static final String NO_FILTER = "    os.chdir('/tmp')";
    private static final String LAST_MOUNT = "    _mount(None, '/', None, BIND | REMOUNT | RDONLY | NOSUID | NODEV)\n";
    private static final String SWEEP = "        os.kill(-1, signal.SIGKILL)\n";

    /** @param root whether this is root: each sandbox is then a user of its own, and may be left among the machine's processes */
    static List<Hole> all(boolean root) {
        List<Hole> holes = new ArrayList<>();
        holes.add(cut("nothing", "", ""));
        holes.add(cut("the file system", "        build_root(wall)\n", "        pass\n", FAILS));
        holes.add(cut(
                "a folder of the machine is shown",
                "for path in wall['binds'] + [",
                "for path in wall['binds'] + ['/etc', ",
                "reads /etc/passwd",
                "lists /etc"));
        holes.add(cut("the root is not read-only", LAST_MOUNT, "    os.chmod('/', 0o777)\n", "writes /x"));
        holes.add(cut(
                "the dropped privileges",
                "    drop_privileges(wall['uid'])\n",
                "",
                "has a capability in CapEff",
                "may gain privileges"));
        holes.add(cut("no new privileges", "LIBC.prctl(38, 1, 0, 0, 0)", "0", FAILS));
        holes.add(cut("the filter of system calls", FILTER, NO_FILTER, "calls the kernel unfiltered"));
        new TreeMap<>(Map.of(
                        "ptrace", "traces a process",
                        "keyctl", "uses the keyring",
                        "io_uring_setup", "sets up io_uring",
                        "unshare", "makes a user namespace",
                        "userfaultfd", "catches page faults"))
                .forEach((call, noticed) -> holes.add(call(call, noticed)));
        holes.add(new Hole(
                "the network's namespace and the filter",
                Map.of(FILTER, NO_FILTER),
                List.of("--net"),
                Map.of(),
                List.of(
                        "opens a network socket",
                        "connects to the machine's loopback",
                        "reaches a port of the machine")));
        holes.add(new Hole(
                "the environment is not empty",
                Map.of("    os.environ.clear()\n", ""),
                List.of(),
                Map.of("SECRET", "x"),
                List.of("finds an environment")));
        if (root) {
            holes.add(new Hole(
                    "the processes' namespace and their end",
                    Map.of(SWEEP, "        pass\n", "used = in_use()", "used = 0"),
                    List.of("--pid", "--kill-child=SIGKILL"),
                    Map.of(),
                    List.of("sees processes of the machine", "leaves a process")));
        }
        return holes;
    }

    private static Hole cut(String name, String cut, String put, String... noticed) {
        return new Hole(name, cut.isEmpty() ? Map.of() : Map.of(cut, put), List.of(), Map.of(), List.of(noticed));
    }

    /** The filter lets one system call through. */
    private static Hole call(String name, String noticed) {
        Matcher entry = Pattern.compile("'" + name + "': \\(\\d+, \\d+\\),\\s").matcher(Harness.warden());
        if (!entry.find()) {
            throw new AssertionError("the filter has no " + name);
        }
        return cut("the filter lets " + name + " through", entry.group(), "", noticed);
    }

    /** The warden's program with the hole. */
    String program() {
        String program = Harness.warden();
        for (Map.Entry<String, String> cut : cuts.entrySet()) {
            String before = program;
            program = program.replace(cut.getKey(), cut.getValue());
            if (program.equals(before)) {
                throw new AssertionError("the warden's program has no " + cut.getKey());
            }
        }
        return program;
    }

    @Override
    public String toString() {
        return name;
    }
}
