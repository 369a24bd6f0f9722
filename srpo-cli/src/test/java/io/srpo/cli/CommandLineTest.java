package io.srpo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void helpNamesEveryCommandOnStandardOutput() {
        Invocation help = Invocation.of("--help");

        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("history", "doctor", "Begin with: ./srpo demo");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void aMisspelledOptionIsBadUsageAndNamesTheNearest() {
        Invocation wrong = Invocation.of("history", "run", "--epcoh", "3");

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .contains("--epcoh")
                .contains("did you mean --epoch")
                .contains("See: srpo history --help");
    }

    @Test
    void aMissingRunIsBadInputInOneLine() {
        Invocation missing = Invocation.of("history", "runs/none");

        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err().strip()).isEqualTo("srpo: there is no run in runs/none: it has no ledger.duckdb");
    }

    @Test
    void debugAddsTheStackTrace() {
        assertThat(Invocation.of("history", "runs/none", "--debug").err()).contains("at io.srpo.cli.run.History.call");
    }
}
