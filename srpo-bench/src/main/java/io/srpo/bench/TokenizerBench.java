package io.srpo.bench;

import io.srpo.engine.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A prompt of some 100 tokens encoded, and 256 tokens decoded. System property {@code srpo.bench.tokenizer} names the {@code tokenizer.json}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class TokenizerBench {
    private static final String TEXT = "A train leaves the station at 9:40 and travels 84 km an hour. ".repeat(5);

    private Tokenizer tokenizer;
    private int[] tokens;

    @Setup
    public void setUp() {
        tokenizer = Tokenizer.fromFile(Path.of(System.getProperty("srpo.bench.tokenizer")));
        tokens = new int[256];
        int[] some = tokenizer.encode(TEXT);
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = some[i % some.length];
        }
    }

    @Benchmark
    public int[] encode() {
        return tokenizer.encode(TEXT);
    }

    @Benchmark
    public String decode() {
        return tokenizer.decode(tokens, false);
    }

    @TearDown
    public void tearDown() {
        tokenizer.close();
    }
}
