package io.srpo.train.config;

/** JSON pointers and the way a person writes the same place. */
final class Pointers {
    private Pointers() {}

    static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** {@code /stages/0/until} as {@code stages.0.until}, the form that {@code --set} takes. */
    static String dotted(String pointer) {
        return pointer.isEmpty()
                ? ""
                : pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
    }

    /** {@code stages.0.until} as {@code /stages/0/until}. */
    static String pointer(String dotted) {
        return "/" + escape(dotted).replace('.', '/');
    }
}
