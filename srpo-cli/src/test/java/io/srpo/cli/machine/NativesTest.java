package io.srpo.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NativesTest {
    @Test
    void settingsThatSlowTheProductsDownAreNamed() {
        assertThat(Natives.traps(Map.of("OMP_WAIT_POLICY", "passive", "OPENBLAS_CORETYPE", "Haswell")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.found()).contains("OPENBLAS_CORETYPE is Haswell");
                    assertThat(finding.means()).contains("unset");
                });
        assertThat(Natives.traps(Map.of()).toString()).contains("OMP_WAIT_POLICY is not set");
        assertThat(Natives.traps(Map.of("OMP_WAIT_POLICY", "PASSIVE"))).isEmpty();
    }
}
