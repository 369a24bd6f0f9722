package io.srpo.cli.frame;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest; "dev" when run from classes. */
public final class Version implements IVersionProvider {
    public static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "dev");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"srpo " + text() + " (Java " + Runtime.version() + ")"};
    }
}
