package io.lotledger.api.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The changes of organisations and keys, in order. Entries are added and never changed. */
@Component
public class KeyAudit {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Clock clock;

    KeyAudit(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds an entry. The caller does so in the transaction of the change itself: neither is there without the other. */
    public void add(
            UUID organisation, KeyAction action, @Nullable String keyId, Author by, Map<String, Object> details) {
        jdbc.sql("select 1 from organisation where organisation = :organisation for no key update")
                .param("organisation", organisation)
                .query(Integer.class)
                .single(); // entries of one organisation are added one after another
        jdbc.sql("""
                        insert into key_audit (organisation, sequence, at, action, key_id, by_key, by_operator, address, details)
                        select :organisation, coalesce(max(sequence), 0) + 1, :at, :action, :keyId, :byKey, :byOperator,
                               :address, cast(:details as jsonb)
                          from key_audit where organisation = :organisation
                        """)
                .param("organisation", organisation)
                .param("at", Timestamp.from(clock.instant()))
                .param("action", action.word())
                .param("keyId", keyId)
                .param("byKey", by.keyId())
                .param("byOperator", by.operator())
                .param("address", by.address())
                .param("details", JSON.writeValueAsString(details))
                .update();
    }

    /** @param before the sequence of the entry after the page; the newest come first */
    public List<KeyAuditEntry> page(UUID organisation, long before, int limit) {
        return jdbc.sql("""
                        select sequence, at, action, key_id, by_key, by_operator, address, details
                          from key_audit where organisation = :organisation and sequence < :before
                         order by sequence desc limit :limit
                        """)
                .param("organisation", organisation)
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    private static KeyAuditEntry entry(ResultSet row) throws SQLException {
        return new KeyAuditEntry(
                row.getLong("sequence"),
                row.getTimestamp("at").toInstant(),
                row.getString("action"),
                row.getString("key_id"),
                new Author(row.getString("by_key"), row.getBoolean("by_operator"), row.getString("address")),
                JSON.readValue(row.getString("details"), new TypeReference<>() {}));
    }
}
