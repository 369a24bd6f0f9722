package io.srpo.verify.sandbox.graal;

import io.srpo.verify.sandbox.Harness;
import java.io.InputStream;
import java.io.OutputStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Python contexts without any access: no files, processes, threads, native code, environment, host classes or network. All contexts
 * of one instance share an engine, which keeps parsed code and no Python object, and makes every context but the first cheap.
 */
final class GraalContexts {
    private static final Source HARNESS = Source.newBuilder("python", Harness.graal(), "harness.py")
            .cached(true)
            .buildLiteral();

    private final Engine engine = Engine.newBuilder("python")
            .option("engine.WarnInterpreterOnly", "false")
            .logHandler(OutputStream.nullOutputStream())
            .build();

    Context make(InputStream in, OutputStream out) {
        Context made = Context.newBuilder("python")
                .engine(engine)
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
