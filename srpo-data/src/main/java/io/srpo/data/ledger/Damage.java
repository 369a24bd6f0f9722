package io.srpo.data.ledger;

import io.srpo.core.SrpoException;
import java.nio.file.Path;
import java.sql.SQLException;

/** What to say when the disk gives back other bytes of a ledger than were written. */
final class Damage {
    private Damage() {}

    static SrpoException of(Path file, SQLException fault) {
        String reason = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
        return SrpoException.resource(
                "the ledger " + file + " is damaged on disk (" + reason
                        + "); put back a copy of it, or begin a new run whose model.path is this run's newest folder under checkpoints/, which is not touched",
                fault);
    }
}
