package io.lotledger.projections.masterdata;

import static io.lotledger.projections.sql.ColumnArray.number;
import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of master data: two statements per batch. */
final class MasterDataTable {
    private final JdbcClient jdbc;

    MasterDataTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Captured(long position, MasterDataCaptured captured) {}

    private record Key(UUID organisation, String vocabulary, String id) {}

    private record Version(Key key, Element element, MasterDataCaptured captured) {
        static Version of(Captured elements) {
            MasterDataCaptured m = elements.captured();
            Key key = new Key(m.organisation(), m.vocabulary(), m.id());
            Attributes attributes = Element.byLocalName(m.attributes());
            return new Version(key, new Element(m.vocabulary(), m.id(), elements.position(), attributes), m);
        }
    }

    void write(List<Captured> elements) {
        if (elements.isEmpty()) return;
        List<Version> versions = elements.stream().map(Version::of).toList();
        insert(versions);
        linkVersions(versions.stream().map(Version::key).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private void insert(List<Version> versions) {
        jdbc.sql("""
                        insert into master_data (organisation, vocabulary, id, since, uri, gln, gtin, record_time, attributes)
                        select * from unnest(
                            cast(:organisation as uuid[]), :vocabulary, :id, :since, :uri, :gln, :gtin,
                            cast(:recordTime as timestamptz[]), cast(:attributes as jsonb[]))
                        on conflict do nothing
                        """)
                .param("organisation", text(versions, v -> v.key().organisation()))
                .param("vocabulary", text(versions, v -> v.key().vocabulary()))
                .param("id", text(versions, v -> v.key().id()))
                .param("since", number(versions, v -> v.element().since()))
                .param("uri", text(versions, v -> v.element().uri()))
                .param("gln", text(versions, v -> v.element().gln()))
                .param("gtin", text(versions, v -> v.element().gtin()))
                .param("recordTime", text(versions, v -> v.captured().recordTime()))
                .param(
                        "attributes",
                        text(versions, v -> AttributesJson.write(v.element().attributes())))
                .update();
    }

    /** Ends each version where the next begins, also when an earlier version was parked and is written later. */
    private void linkVersions(Set<Key> keys) {
        jdbc.sql("""
                        update master_data m
                           set until = v.next
                          from (select m.organisation, m.vocabulary, m.id, m.since,
                                       lead(m.since) over (partition by m.organisation, m.vocabulary, m.id order by m.since) as next
                                  from unnest(cast(:organisation as uuid[]), :vocabulary, :id) as k(organisation, vocabulary, id)
                                  join master_data m
                                    on m.organisation = k.organisation and m.vocabulary = k.vocabulary and m.id = k.id) v
                         where m.organisation = v.organisation and m.vocabulary = v.vocabulary and m.id = v.id
                           and m.since = v.since and m.until is distinct from v.next
                        """)
                .param("organisation", text(keys, Key::organisation))
                .param("vocabulary", text(keys, Key::vocabulary))
                .param("id", text(keys, Key::id))
                .update();
    }
}
