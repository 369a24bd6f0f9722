package io.srpo.verify.code.inside;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Calls the tests' {@code main} and, only when it has returned, writes the secret that it was given on standard input before any class of
 * the candidate was loaded. The secret lives in a local variable alone: no reflection reaches it, and what ends the JVM earlier
 * ends it without the secret.
 *
 * <p>Before a line of the candidate runs, all classes are loaded and their files removed: the candidate can neither read the tests'
 * constants in them nor put others in their place.
 *
 * <p>It is part of every verdict's time, so it uses nothing that the JVM has not loaded anyway: no streams, no patterns.
 *
 * <p>Argument: the class with {@code main}.
 */
public final class Driver {
    /** Exit status: the tests themselves threw. */
    public static final int TEST_THREW = 41;
    /** Exit status: something else threw. */
    public static final int CANDIDATE_THREW = 42;

    public static final int SECRET_BYTES = 32;

    private Driver() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        byte[] secret = new byte[SECRET_BYTES];
        InputStream in = new FileInputStream(FileDescriptor.in);
        for (int n = 0; n < SECRET_BYTES; n++) {
            secret[n] = (byte) in.read();
        }
        Runtime runtime = Runtime.getRuntime();
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        ClassLoader loader = Driver.class.getClassLoader();
        loadAll(loader);
        Method main = Class.forName(args[0], true, loader).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            System.out.flush();
            Throwable thrown = e.getCause() == null ? e : e.getCause();
            thrown.printStackTrace();
            StackTraceElement[] trace = thrown.getStackTrace();
            runtime.halt(
                    trace.length > 0 && outermost(trace[0].getClassName()).equals(args[0])
                            ? TEST_THREW
                            : CANDIDATE_THREW);
        }
        System.out.flush();
        out.write(secret);
        out.flush();
        runtime.halt(0);
    }

    private static void loadAll(ClassLoader loader) throws IOException, ClassNotFoundException {
        File folder = new File("/tmp/out");
        String[] names = folder.list();
        if (names == null) {
            throw new IOException("there are no classes");
        }
        for (String name : names) {
            Class.forName(name.substring(0, name.length() - ".class".length()), false, loader);
        }
        for (String name : names) {
            if (!new File(folder, name).delete()) {
                throw new IOException(name + " stays");
            }
        }
    }

    /** The top-level class that a class stands in. */
    private static String outermost(String name) {
        int dollar = name.indexOf('$');
        return dollar < 0 ? name : name.substring(0, dollar);
    }
}
