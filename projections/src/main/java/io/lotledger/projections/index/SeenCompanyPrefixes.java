package io.lotledger.projections.index;

import io.lotledger.ingest.epcis.identifier.CompanyPrefixes;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Company prefixes that the projected part of an organisation's log has shown in an EPC URN. */
public final class SeenCompanyPrefixes {
    private final JdbcClient jdbc;

    public SeenCompanyPrefixes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public CompanyPrefixes of(UUID organisation) {
        return candidates -> jdbc.sql("""
                        select prefix from company_prefix
                         where organisation = :organisation and prefix = any(cast(:candidates as text[]))
                        """)
                .param("organisation", organisation)
                .param("candidates", candidates.toArray(String[]::new))
                .query(String.class)
                .set();
    }
}
