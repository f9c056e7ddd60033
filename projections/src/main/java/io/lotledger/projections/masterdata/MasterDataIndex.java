package io.lotledger.projections.masterdata;

import io.lotledger.ingest.capture.masterdata.MasterDataDirectory;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers which keys have an element in {@code master_data}. */
public final class MasterDataIndex implements MasterDataDirectory {
    private final JdbcClient jdbc;

    public MasterDataIndex(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> described(UUID organisation, Collection<String> keys) {
        return jdbc.sql("""
                        select k.key
                          from unnest(cast(:keys as text[])) as k(key)
                         cross join lateral (
                            (select 1 from master_data where organisation = :organisation and uri = k.key limit 1)
                            union all
                            (select 1 from master_data where organisation = :organisation and gln = k.key limit 1)
                            union all
                            (select 1 from master_data where organisation = :organisation and gtin = k.key limit 1)
                            union all
                            (select 1 from master_data
                              where organisation = :organisation and substring(uri from '^https://id.gs1.org/01/[0-9]{14}/10/') = k.key
                              limit 1)) as described
                        """)
                .param("keys", keys.toArray(String[]::new))
                .param("organisation", organisation)
                .query(String.class)
                .set();
    }
}
