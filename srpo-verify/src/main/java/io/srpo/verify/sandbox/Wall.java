package io.srpo.verify.sandbox;

import io.srpo.core.SrpoException;
import java.util.Locale;

/** What stands between a candidate and the machine, strongest first. */
public enum Wall {
    /** bubblewrap builds the namespaces and the file system. */
    BUBBLEWRAP,
    /** util-linux' {@code unshare} makes the namespaces, the first process builds the file system. */
    NAMESPACES,
    /** GraalPy without any access, in a child JVM with a memory limit; Python only. */
    GRAALPY;

    /** The name in options and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws SrpoException (usage) when there is no such wall */
    static Wall of(String label) {
        for (Wall wall : values()) {
            if (wall.label().equals(label)) {
                return wall;
            }
        }
        throw SrpoException.usage(
                "srpo.sandbox is \"" + label + "\"; use auto, bubblewrap, namespaces, graalpy or none");
    }
}
