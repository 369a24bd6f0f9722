package io.srpo.cli.frame;

/** Where log lines go, and which: warnings and worse to standard error, all of them with {@code SRPO_LOG=debug}. */
public final class Logging {
    private Logging() {}

    /** Has to come before the first logger. */
    public static void configure() {
        String level = System.getenv("SRPO_LOG");
        set("org.slf4j.simpleLogger.defaultLogLevel", level == null ? "warn" : level);
        set("org.slf4j.simpleLogger.showThreadName", "false");
        set("org.slf4j.simpleLogger.showShortLogName", "true");
        set("slf4j.internal.verbosity", "WARN");
        // The native libraries' loader, which warns of presets made a version apart.
        set("org.bytedeco.javacpp.logger", "slf4j");
        set("org.slf4j.simpleLogger.log.org.bytedeco.javacpp", level == null ? "error" : level);
    }

    private static void set(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
