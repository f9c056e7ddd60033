package io.lotledger.projections.masterdata;

import static io.lotledger.projections.replay.Column.number;
import static io.lotledger.projections.replay.Column.text;

import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of master data: one question and two statements per batch. */
final class MasterDataTable {
    private final JdbcClient jdbc;

    MasterDataTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Said(long position, MasterDataCaptured captured) {}

    private record Key(UUID organisation, String vocabulary, String id) {}

    private record Version(Key key, Element element, String json, Instant recordTime) {}

    void write(List<Said> said) {
        if (said.isEmpty()) return;
        Map<Key, String> current = current(said);
        List<Version> versions = new ArrayList<>();
        for (Said s : said) {
            MasterDataCaptured m = s.captured();
            Key key = new Key(m.organisation(), m.vocabulary(), m.id());
            Attributes attributes = Element.byLocalName(m.attributes());
            String json = AttributesJson.write(attributes);
            if (json.equals(current.put(key, json))) continue;
            Element element = new Element(m.vocabulary(), m.id(), s.position(), attributes);
            versions.add(new Version(key, element, json, m.recordTime()));
        }
        if (!versions.isEmpty()) insert(versions);
    }

    private Map<Key, String> current(List<Said> said) {
        Set<Key> keys = new LinkedHashSet<>();
        for (Said s : said) {
            keys.add(new Key(
                    s.captured().organisation(),
                    s.captured().vocabulary(),
                    s.captured().id()));
        }
        Map<Key, String> current = new HashMap<>();
        jdbc.sql("""
                        select m.organisation, m.vocabulary, m.id, m.attributes
                          from unnest(cast(:organisation as uuid[]), :vocabulary, :id) as k(organisation, vocabulary, id)
                          join master_data m
                            on m.organisation = k.organisation and m.vocabulary = k.vocabulary and m.id = k.id
                         where m.until is null
                        """)
                .param("organisation", text(keys, Key::organisation))
                .param("vocabulary", text(keys, Key::vocabulary))
                .param("id", text(keys, Key::id))
                .query(row -> {
                    Key key = new Key(
                            row.getObject("organisation", UUID.class),
                            row.getString("vocabulary"),
                            row.getString("id"));
                    current.put(key, AttributesJson.write(AttributesJson.read(row.getString("attributes"))));
                });
        return current;
    }

    /** Versions of one element are chained: each ends where the next begins. */
    private void insert(List<Version> versions) {
        Map<Key, Long> next = new HashMap<>();
        Long[] until = new Long[versions.size()];
        for (int i = versions.size() - 1; i >= 0; i--) {
            until[i] = next.put(versions.get(i).key(), versions.get(i).element().since());
        }
        jdbc.sql("""
                        update master_data m
                           set until = k.since
                          from unnest(cast(:organisation as uuid[]), :vocabulary, :id, :since) as k(organisation, vocabulary, id, since)
                         where m.organisation = k.organisation and m.vocabulary = k.vocabulary and m.id = k.id and m.until is null
                        """)
                .param("organisation", text(next.keySet(), Key::organisation))
                .param("vocabulary", text(next.keySet(), Key::vocabulary))
                .param("id", text(next.keySet(), Key::id))
                .param("since", number(next.keySet(), next::get))
                .update();
        jdbc.sql("""
                        insert into master_data (organisation, vocabulary, id, since, until, uri, gln, gtin, record_time, attributes)
                        select * from unnest(
                            cast(:organisation as uuid[]), :vocabulary, :id, :since, :until, :uri, :gln, :gtin,
                            cast(:recordTime as timestamptz[]), cast(:attributes as jsonb[]))
                        on conflict do nothing
                        """)
                .param("organisation", text(versions, v -> v.key().organisation()))
                .param("vocabulary", text(versions, v -> v.key().vocabulary()))
                .param("id", text(versions, v -> v.key().id()))
                .param("since", number(versions, v -> v.element().since()))
                .param("until", until)
                .param("uri", text(versions, v -> v.element().uri()))
                .param("gln", text(versions, v -> v.element().gln()))
                .param("gtin", text(versions, v -> v.element().gtin()))
                .param("recordTime", text(versions, Version::recordTime))
                .param("attributes", text(versions, Version::json))
                .update();
    }
}
