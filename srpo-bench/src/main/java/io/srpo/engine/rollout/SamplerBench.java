package io.srpo.engine.rollout;

import io.srpo.core.rollout.RandomStream;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One token drawn for each of 64 rows over a vocabulary of 49,152, with its log-probability; the copy of the logits included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class SamplerBench {
    private static final int ROWS = 64;
    private static final int VOCABULARY = 49_152;

    @Param({"1.0", "0.95"})
    public double topP;

    private Sampler sampler;
    private Tensor fresh;
    private Tensor logits;

    @Setup
    public void setUp() {
        Torch.start(0);
        sampler = new Sampler(new SamplingSpec(8, 1, topP, 0, 0, 128, List.of()), VOCABULARY, ROWS);
        fresh = Torch.keep(torch.randn(ROWS, VOCABULARY));
        logits = Torch.keep(Torch.empty(ROWS, VOCABULARY));
    }

    @Benchmark
    public int draw() {
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            rows.add(new Row(r, 0, RandomStream.of(7, 1, "bench", r), 128));
        }
        try (PointerScope scope = new PointerScope()) {
            logits.copy_(fresh);
            sampler.draw(logits, rows);
        }
        return rows.get(0).last();
    }

    @TearDown
    public void tearDown() {
        sampler.close();
        Torch.drop(fresh);
        Torch.drop(logits);
    }
}
