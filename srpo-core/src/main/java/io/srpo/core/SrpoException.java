package io.srpo.core;

import org.jspecify.annotations.Nullable;

/**
 * The product's one exception. Its text is for the user: what was wrong, where (file, line, key), and how to mend it.
 */
public final class SrpoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whose fault it is, which decides the exit status. */
    public enum Category {
        /** The command line was wrong: exit status 2. */
        USAGE(2),
        /** A file, a model or a configuration was wrong: exit status 2. */
        INPUT(2),
        /** The machine lacks something (disk, memory, a sandbox): exit status 1. */
        RESOURCE(1),
        /** A fault of the program or of the numbers (a non-finite loss): exit status 1. */
        INTERNAL(1);

        private final int exitStatus;

        Category(int exitStatus) {
            this.exitStatus = exitStatus;
        }

        /** 1 or 2. */
        public int exitStatus() {
            return exitStatus;
        }
    }

    private final Category category;

    private SrpoException(Category category, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    public static SrpoException usage(String message) {
        return new SrpoException(Category.USAGE, message, null);
    }

    public static SrpoException input(String message) {
        return new SrpoException(Category.INPUT, message, null);
    }

    public static SrpoException input(String message, Throwable cause) {
        return new SrpoException(Category.INPUT, message, cause);
    }

    public static SrpoException resource(String message) {
        return new SrpoException(Category.RESOURCE, message, null);
    }

    public static SrpoException resource(String message, Throwable cause) {
        return new SrpoException(Category.RESOURCE, message, cause);
    }

    public static SrpoException internal(String message) {
        return new SrpoException(Category.INTERNAL, message, null);
    }

    public static SrpoException internal(String message, Throwable cause) {
        return new SrpoException(Category.INTERNAL, message, cause);
    }

    public Category category() {
        return category;
    }
}
