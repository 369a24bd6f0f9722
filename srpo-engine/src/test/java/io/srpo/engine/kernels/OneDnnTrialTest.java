package io.srpo.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On Linux on x86-64, as in .ci/run; for macOS there is no such library. */
class OneDnnTrialTest {
    @BeforeAll
    static void start() {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "oneDNN's library comes with Linux and Windows; elsewhere libtorch computes");
        Torch.start(2);
    }

    @Test
    void fp32Passes() {
        assertThat(OneDnnTrial.passed(Dtype.FP32)).isTrue();
    }

    /** oneDNN does without bf16 instructions as long as there is AVX-512. */
    @Test
    void bf16PassesWithAvx512() throws IOException {
        assumeTrue(Files.readString(Path.of("/proc/cpuinfo")).contains("avx512bw"), "this processor has no AVX-512");
        assumeTrue(System.getenv("ONEDNN_MAX_CPU_ISA") == null, "oneDNN is kept from some of the processor");
        assertThat(OneDnnTrial.passed(Dtype.BF16)).isTrue();
    }
}
