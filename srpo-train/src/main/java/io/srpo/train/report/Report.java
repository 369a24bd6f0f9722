package io.srpo.train.report;

import io.srpo.core.SrpoException;
import io.srpo.data.ledger.Ledger;
import io.srpo.data.ledger.LedgerReader;
import io.srpo.train.run.DurableFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run's {@code report.html}: one file, styles, scripts and data inside, that opens anywhere without a network. It can be written at any time, also when a
 * run has only begun; what is not there yet is said in words. The file is replaced whole.
 */
public final class Report {
    private static final String FILE = "report.html";

    private Report() {}

    /**
     * Reports on a run that no process is writing.
     *
     * @return the report's path
     * @throws SrpoException (input) when the folder holds no run, (resource) when the run's ledger is in use or the report cannot be written
     */
    public static Path write(Path run) {
        return withLedger(run, ledger -> page(run, ledger));
    }

    /**
     * Reports on a run whose ledger this process holds open. To be called from the thread that uses the ledger.
     *
     * @return the report's path
     */
    public static Path write(Path run, LedgerReader ledger) {
        return page(run, ledger);
    }

    /**
     * Reports on a run with another one laid over it; no process may be writing either.
     *
     * @param out the file to write
     * @throws SrpoException (input) when one of the folders holds no run, (resource) when a ledger is in use or the report cannot be written
     */
    public static Path write(Path run, Path other, Path out) {
        ReportData second = withLedger(other, ledger -> ReportData.of(RunFiles.read(other), ledger));
        return withLedger(run, ledger -> {
            ReportData first = ReportData.of(RunFiles.read(run), ledger);
            return written(out, Overlay.of(first, second), ledger);
        });
    }

    /** What is done with a run's ledger, or without one. */
    @FunctionalInterface
    private interface Use<T> {
        T of(@Nullable LedgerReader ledger);
    }

    private static <T> T withLedger(Path run, Use<T> use) {
        Path ledger = run.resolve("ledger.duckdb");
        if (!Files.exists(ledger)) {
            return use.of(null);
        }
        try (Ledger open = Ledger.openToRead(ledger)) {
            return use.of(open.read());
        }
    }

    private static Path page(Path run, @Nullable LedgerReader ledger) {
        return written(run.resolve(FILE), ReportData.of(RunFiles.read(run), ledger), ledger);
    }

    private static Path written(Path out, ReportData data, @Nullable LedgerReader ledger) {
        Samples samples = ledger == null || ledger.rollouts() == 0 ? null : Samples.of(ledger);
        String page = Page.of(data, samples);
        DurableFiles.writeWhole(out, page.getBytes(StandardCharsets.UTF_8));
        return out;
    }
}
