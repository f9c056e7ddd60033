package io.lotledger.ingest.eventlog.postgresql;

import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.LoggedDocument;
import io.lotledger.ingest.eventlog.LoggedDocuments;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.axonframework.serialization.SerializationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads documents from the log in PostgreSQL. */
public final class PostgresqlDocuments implements LoggedDocuments {
    private final JdbcClient jdbc;
    private final StoredPayloads payloads;

    public PostgresqlDocuments(JdbcClient jdbc, StoredPayloads payloads) {
        this.jdbc = jdbc;
        this.payloads = payloads;
    }

    @Override
    public List<LoggedDocument> some(Collection<Long> positions) {
        List<LoggedDocument> read = new ArrayList<>();
        jdbc.sql("""
                        select global_index, %s
                          from (select e.*,
                                       sum(octet_length(payload)) over (rows unbounded preceding) - octet_length(payload) as bytes_before
                                  from domain_event e
                                 where global_index = any(:positions)) e
                         where bytes_before < :mostBytes
                        """.formatted(payloads.columns()))
                .param("positions", positions.toArray(Long[]::new))
                .param("mostBytes", MOST_BYTES)
                .query(row -> {
                    document(row.getLong("global_index"), row).ifPresent(read::add);
                });
        return read;
    }

    private Optional<LoggedDocument> document(long position, ResultSet row) throws SQLException {
        try {
            return payloads.document(position, row);
        } catch (SerializationException e) {
            throw new DamagedEntryException(position, e);
        }
    }
}
