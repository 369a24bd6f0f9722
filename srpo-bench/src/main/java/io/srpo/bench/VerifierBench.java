package io.srpo.bench;

import io.srpo.core.reward.Response;
import io.srpo.core.reward.Verdict;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.verify.math.MathVerifier;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One math answer judged: a number, and an expression in LaTeX. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class VerifierBench {
    private final MathVerifier verifier = new MathVerifier();

    @Param({"1,234", "\\frac{3\\sqrt{2}}{4} + x^2"})
    public String gold;

    @Benchmark
    public Verdict judge() {
        Task task = new Task("bench", Domain.MATH, "", new Reference.Answer(gold));
        return verifier.verify(
                task, Response.of("Some thoughts. ".repeat(30) + "So the answer is \\boxed{" + gold + "}."));
    }
}
