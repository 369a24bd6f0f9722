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
        Path ledger = run.resolve("ledger.duckdb");
        if (!Files.exists(ledger)) {
            return page(run, null);
        }
        try (Ledger open = Ledger.openToRead(ledger)) {
            return page(run, open.read());
        }
    }

    /**
     * Reports on a run whose ledger this process holds open. To be called from the thread that uses the ledger.
     *
     * @return the report's path
     */
    public static Path write(Path run, LedgerReader ledger) {
        return page(run, ledger);
    }

    private static Path page(Path run, @Nullable LedgerReader ledger) {
        ReportData data = ReportData.of(RunFiles.read(run), ledger);
        Path report = run.resolve(FILE);
        DurableFiles.writeWhole(report, Page.of(data).getBytes(StandardCharsets.UTF_8));
        return report;
    }
}
