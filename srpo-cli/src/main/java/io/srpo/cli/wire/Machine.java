package io.srpo.cli.wire;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What this machine is, as far as it matters here. */
public final class Machine {
    private Machine() {}

    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The processor's name, or its kind where the system does not tell. */
    public static String processor() {
        return cpuInfo("model name").orElse(System.getProperty("os.arch"));
    }

    /** Instruction sets that decide the speed of matrix products; empty where the system does not tell. */
    public static Set<String> vectorUnits() {
        Set<String> known = Set.of("avx2", "avx512f", "avx512_bf16", "amx_bf16", "asimd", "bf16", "sve");
        Set<String> found = new TreeSet<>();
        for (String key : new String[] {"flags", "Features"}) {
            cpuInfo(key)
                    .ifPresent(flags ->
                            Stream.of(flags.split(" ")).filter(known::contains).forEach(found::add));
        }
        return found;
    }

    /** "AMD EPYC 7B13, 2 cores, avx2". */
    public static String describe() {
        String units = vectorUnits().isEmpty() ? "" : ", " + String.join(" ", vectorUnits());
        return processor() + ", " + cores() + (cores() == 1 ? " core" : " cores") + units;
    }

    /** Memory of the machine, or of the container that this runs in, bytes. */
    public static long memory() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }

    /** Memory that can be had without swapping, bytes. */
    public static long freeMemory() {
        Optional<Long> available = line(Path.of("/proc/meminfo"), "MemAvailable")
                .map(text -> 1024 * Long.parseLong(text.replaceAll("[^0-9]", "")));
        long free = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getFreeMemorySize();
        return Math.min(memory(), available.orElse(free));
    }

    /** Disk space that a user may fill at this place, bytes. */
    public static long freeDisk(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    public static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    private static Optional<String> cpuInfo(String key) {
        return line(Path.of("/proc/cpuinfo"), key);
    }

    /** What follows "key:" in the first line that begins so. */
    private static Optional<String> line(Path file, String key) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key) && line.contains(":"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
