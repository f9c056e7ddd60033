package io.lotledger.projections.index;

import io.lotledger.ingest.eventlog.LoggedDocument;
import io.lotledger.ingest.eventlog.LoggedDocuments;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads documents from the event index, for a log that cannot look up many positions at once. */
public final class IndexedDocuments implements LoggedDocuments {
    private final JdbcClient jdbc;

    /** @param jdbc of an event index that keeps documents */
    public IndexedDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<LoggedDocument> some(Collection<Long> positions) {
        return jdbc.sql("""
                        select position, document, record_time
                          from (select e.*,
                                       sum(octet_length(document)) over (rows unbounded preceding) - octet_length(document) as bytes_before
                                  from (select position, document, record_time
                                          from event
                                         where position = any(:positions) and document is not null
                                        union all
                                        select position, document, record_time
                                          from error_declaration
                                         where position = any(:positions) and document is not null) e) e
                         where bytes_before < :mostBytes
                        """)
                .param("positions", positions.toArray(Long[]::new))
                .param("mostBytes", MOST_BYTES)
                .query((row, n) -> new LoggedDocument(
                        row.getLong("position"),
                        row.getString("document"),
                        row.getObject("record_time", OffsetDateTime.class).toInstant()))
                .list();
    }
}
