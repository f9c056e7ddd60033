package io.lotledger.projections.query.search;

import io.lotledger.ingest.document.event.KeptEvent;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The documents of events and error declarations, by log position. */
final class Documents {
    /** How many documents are in memory at once; a document has at most some megabytes. */
    static final int CHUNK = 64;

    private final JdbcClient jdbc;

    Documents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The documents in the order of the positions.
     *
     * @throws IllegalStateException when the event index lacks one; it never lags behind the query index
     */
    List<KeptEvent> at(List<Long> positions) {
        Map<Long, KeptEvent> found = new HashMap<>();
        jdbc.sql("""
                        select position, document, record_time from event where position = any(:positions)
                        union all
                        select position, document, record_time from error_declaration where position = any(:positions)
                        """).param("positions", positions.toArray(Long[]::new)).query(row -> {
            found.put(
                    row.getLong("position"),
                    new KeptEvent(
                            row.getString("document"),
                            row.getObject("record_time", OffsetDateTime.class).toInstant()));
        });
        return positions.stream().map(position -> required(found, position)).toList();
    }

    private static KeptEvent required(Map<Long, KeptEvent> found, long position) {
        KeptEvent kept = found.get(position);
        if (kept == null) throw new IllegalStateException("the event index lacks position " + position);
        return kept;
    }
}
