package io.lotledger.projections.masterdata;

import io.lotledger.ingest.capture.masterdata.Description;
import io.lotledger.ingest.capture.masterdata.MasterDataDirectory;
import io.lotledger.ingest.capture.masterdata.ProjectedDescriptions;
import io.lotledger.ingest.capture.masterdata.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers what {@code master_data} describes. */
public final class MasterDataIndex implements MasterDataDirectory, ProjectedDescriptions {
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

    @Override
    public Found descriptions(UUID organisation, Collection<Subject> subjects) {
        Map<Subject, List<Element>> elements = new HashMap<>();
        AtomicLong upTo = new AtomicLong();
        jdbc.sql("""
                        select p.position, m.vocabulary, m.id, m.since, m.attributes, m.dates, m.replaced
                          from projection_position p
                          left join master_data m
                            on m.organisation = :organisation and m.subject = any(:subjects) and m.until is null
                         where p.projection = :projection
                         order by m.since
                        """)
                .param("organisation", organisation)
                .param("subjects", subjects.stream().map(Subject::text).toArray(String[]::new))
                .param("projection", MasterDataProjection.NAME)
                .query(row -> {
                    upTo.set(row.getLong("position"));
                    if (row.getString("id") == null) return;
                    Element element = Element.of(row);
                    elements.computeIfAbsent(element.subject(), s -> new ArrayList<>())
                            .add(element);
                });
        Map<Subject, Description> descriptions = new HashMap<>();
        elements.forEach((subject, same) -> descriptions.put(subject, Element.together(same)));
        return new Found(descriptions, upTo.get());
    }
}
