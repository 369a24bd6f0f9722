package io.srpo.bench;

import io.srpo.core.history.History;
import io.srpo.core.history.ResamplingOptions;
import io.srpo.core.history.Visit;
import io.srpo.core.selection.HistoryResamplingSelection;
import io.srpo.core.selection.SelectionContext;
import io.srpo.core.selection.SelectionPolicy;
import io.srpo.core.selection.SelectionState;
import io.srpo.core.selection.StageData;
import io.srpo.core.selection.Turn;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.annotations.Warmup;

/** History resampling over a million prompts, each met once: an epoch's end, and a batch within it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class SelectionBench {
    private static final int PROMPTS = 1_000_000;
    private static final int SAMPLES = 8;

    private final SelectionPolicy policy = new HistoryResamplingSelection(ResamplingOptions.paper());
    private SelectionContext context;
    private SelectionState begun;

    @Setup
    public void setUp() {
        List<String> ids = new ArrayList<>(PROMPTS);
        History history = new History();
        for (int i = 0; i < PROMPTS; i++) {
            String id = "task-" + i;
            ids.add(id);
            int right = i % (SAMPLES + 1);
            history.add(new Visit(id, 0, i / 256, right, SAMPLES - right, 0, 0));
        }
        context = new SelectionContext(7, 256, StageData.of(ids), history);
        begun = policy.enterStage(SelectionState.start(), 0, "reasoning", context)
                .next();
        policy.next(begun, context);
    }

    @Benchmark
    public Turn epochsEnd() {
        return policy.endEpoch(begun, context);
    }

    @Benchmark
    public List<String> batchWithinAnEpoch() {
        return policy.next(begun, context).prompts();
    }
}
