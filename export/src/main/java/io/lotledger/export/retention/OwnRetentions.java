package io.lotledger.export.retention;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The organisations whose workbooks are not kept for as long as the server's setting says. */
public class OwnRetentions {
    private final JdbcClient jdbc;

    public OwnRetentions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param retention null for the server's setting
     * @param onHold whether a legal hold keeps every workbook
     */
    record OwnRetention(@Nullable Duration retention, boolean onHold) {}

    Map<UUID, OwnRetention> all() {
        Map<UUID, OwnRetention> all = new HashMap<>();
        jdbc.sql("""
                        select organisation, workbook_retention_days, legal_hold_since is not null as on_hold
                          from organisation
                         where workbook_retention_days is not null or legal_hold_since is not null
                        """).query(row -> {
            @Nullable Integer days = row.getObject("workbook_retention_days", Integer.class);
            all.put(
                    row.getObject("organisation", UUID.class),
                    new OwnRetention(days == null ? null : Duration.ofDays(days), row.getBoolean("on_hold")));
        });
        return all;
    }
}
