package io.srpo.verify.sandbox;

import java.io.InputStream;
import java.io.OutputStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;

/** Python contexts without any access: no files, processes, threads, native code, environment, host classes or network. */
final class GraalContexts {
    private static final Engine ENGINE = Engine.newBuilder("python")
            .option("engine.WarnInterpreterOnly", "false")
            .logHandler(OutputStream.nullOutputStream())
            .build();
    private static final Source HARNESS = Source.newBuilder("python", Harness.graal(), "harness.py")
            .cached(true)
            .buildLiteral();

    private GraalContexts() {}

    static Context make(InputStream in, OutputStream out) {
        Context made = Context.newBuilder("python")
                .engine(ENGINE)
                .allowAllAccess(false)
                .allowHostAccess(HostAccess.NONE)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowIO(IOAccess.NONE)
                .allowCreateProcess(false)
                .allowCreateThread(false)
                .allowNativeAccess(false)
                .allowHostClassLoading(false)
                .allowInnerContextOptions(false)
                .allowValueSharing(false)
                .in(in)
                .out(out)
                .err(out)
                .build();
        made.eval(HARNESS);
        return made;
    }
}
