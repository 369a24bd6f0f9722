package io.srpo.data.ledger;

import io.srpo.core.reward.KeptVerdict;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Table {@code verdicts}: what a resumed run need not judge again. */
final class KeptVerdicts {
    private KeptVerdicts() {}

    /** Adds those whose key is not here yet, inside the caller's transaction. */
    static void append(DuckDBConnection connection, long step, List<KeptVerdict> kept) throws SQLException {
        if (kept.isEmpty()) {
            return;
        }
        Set<String> here = here(connection, kept);
        try (DuckDBAppender out = connection.createAppender("verdicts")) {
            for (KeptVerdict verdict : kept) {
                if (here.add(verdict.key())) {
                    out.beginRow().append(step).append(verdict.key()).append(verdict.version());
                    out.append(verdict.status()).append(verdict.passed()).append(verdict.total());
                    out.append(verdict.reason()).endRow();
                }
            }
            out.flush();
        }
    }

    private static Set<String> here(DuckDBConnection connection, List<KeptVerdict> kept) throws SQLException {
        String marks = String.join(", ", Collections.nCopies(kept.size(), "?"));
        Set<String> keys = new HashSet<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT key FROM verdicts WHERE key IN (" + marks + ")")) {
            for (int i = 0; i < kept.size(); i++) {
                select.setString(i + 1, kept.get(i).key());
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
        }
        return keys;
    }

    /** All, in the order in which they were made. */
    static List<KeptVerdict> of(LedgerReader ledger) {
        return ledger.query(
                "SELECT key, version, status, passed, total, reason FROM verdicts ORDER BY step, key",
                r -> new KeptVerdict(
                        r.getString(1), r.getString(2), r.getString(3), r.getInt(4), r.getInt(5), r.getString(6)));
    }
}
