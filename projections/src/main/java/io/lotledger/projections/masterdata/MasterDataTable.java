package io.lotledger.projections.masterdata;

import static io.lotledger.projections.sql.ColumnArray.number;
import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.ingest.capture.masterdata.AttributeNames;
import io.lotledger.ingest.capture.masterdata.Description;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of master data: a read and up to two statements per batch. */
final class MasterDataTable {
    private final JdbcClient jdbc;

    MasterDataTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Captured(long position, MasterDataCaptured captured) {}

    private record Key(UUID organisation, String vocabulary, String id) {}

    /**
     * One version.
     *
     * @param sent by name as sent
     * @param stored what the table has for it and those before; {@code null} if it has no row yet
     */
    private record Version(
            Key key,
            long since,
            Instant recordTime,
            Map<String, List<String>> sent,
            long said,
            boolean isWhole,
            @Nullable Row stored) {
        static Version of(Captured one) {
            MasterDataCaptured m = one.captured();
            Map<String, List<String>> sent = new TreeMap<>(m.attributes());
            sent.remove(MasterDataCaptured.WHOLE);
            return new Version(
                    new Key(m.organisation(), m.vocabulary(), m.id()),
                    one.position(),
                    m.recordTime(),
                    sent,
                    Description.date(m),
                    m.isMaintained(),
                    null);
        }

        Element element() {
            return new Element(key.vocabulary(), key.id(), since, Attributes.NONE, Map.of());
        }
    }

    /** @param until the next version's position */
    private record Row(Description description, @Nullable Long until) {}

    private record Change(Version version, Row row) {}

    void write(List<Captured> elements) {
        if (elements.isEmpty()) return;
        Map<Key, NavigableMap<Long, Version>> byKey = new LinkedHashMap<>();
        for (Captured one : elements) {
            Version version = Version.of(one);
            byKey.computeIfAbsent(version.key(), k -> new TreeMap<>()).put(version.since(), version);
        }
        for (Version known : known(byKey))
            byKey.computeIfAbsent(known.key(), k -> new TreeMap<>()).put(known.since(), known);
        List<Change> changes = new ArrayList<>();
        byKey.values().forEach(versions -> changes.addAll(changes(versions)));
        insert(changes.stream().filter(one -> one.version().stored() == null).toList());
        update(changes.stream().filter(one -> one.version().stored() != null).toList());
    }

    /** The rows to write; a version that was parked and comes late changes those after it. */
    private static List<Change> changes(NavigableMap<Long, Version> versions) {
        List<Change> changes = new ArrayList<>();
        Description all = Description.NONE;
        boolean isFirst = true;
        for (Version version : versions.values()) {
            // what comes before the first that was read is in its row
            Row stored = version.stored();
            all = isFirst && stored != null
                    ? stored.description()
                    : all.and(AttributeNames.byLocalName(version.sent()), version.said(), version.isWhole());
            isFirst = false;
            Row row = new Row(all, versions.higherKey(version.since()));
            if (!row.equals(stored)) changes.add(new Change(version, row));
        }
        return changes;
    }

    /** The rows of each key from the last before its first new version on. */
    private List<Version> known(Map<Key, NavigableMap<Long, Version>> byKey) {
        Map<Key, Long> first = new HashMap<>();
        byKey.forEach((key, versions) -> first.put(key, versions.firstKey()));
        Collection<Key> keys = first.keySet();
        return jdbc.sql("""
                        select m.organisation, m.vocabulary, m.id, m.since, m.until, m.record_time,
                               coalesce(m.sent, m.attributes) as sent, coalesce(m.said, 0) as said, m.whole, m.attributes, m.dates
                          from unnest(cast(:organisation as uuid[]), :vocabulary, :id, :first) as k(organisation, vocabulary, id, first)
                         cross join lateral (
                               select coalesce(max(b.since), 0) as since
                                 from master_data b
                                where b.organisation = k.organisation and b.vocabulary = k.vocabulary and b.id = k.id
                                  and b.since < k.first) before
                          join master_data m
                            on m.organisation = k.organisation and m.vocabulary = k.vocabulary and m.id = k.id
                           and m.since >= before.since
                        """)
                .param("organisation", text(keys, Key::organisation))
                .param("vocabulary", text(keys, Key::vocabulary))
                .param("id", text(keys, Key::id))
                .param("first", number(keys, key -> first.getOrDefault(key, 0L)))
                .query((row, n) -> new Version(
                        new Key(
                                row.getObject("organisation", UUID.class),
                                row.getString("vocabulary"),
                                row.getString("id")),
                        row.getLong("since"),
                        row.getObject("record_time", OffsetDateTime.class).toInstant(),
                        AttributesJson.values(row.getString("sent")),
                        row.getLong("said"),
                        row.getBoolean("whole"),
                        new Row(
                                new Description(
                                        AttributesJson.values(row.getString("attributes")),
                                        AttributesJson.dates(row.getString("dates"))),
                                row.getObject("until", Long.class))))
                .list();
    }

    private void insert(List<Change> rows) {
        if (rows.isEmpty()) return;
        jdbc.sql("""
                        insert into master_data (organisation, vocabulary, id, since, until, uri, gln, gtin, record_time,
                                                 sent, said, whole, attributes, dates)
                        select * from unnest(
                            cast(:organisation as uuid[]), :vocabulary, :id, :since, :until, :uri, :gln, :gtin,
                            cast(:recordTime as timestamptz[]), cast(:sent as jsonb[]), :said, cast(:whole as boolean[]),
                            cast(:attributes as jsonb[]), cast(:dates as jsonb[]))
                        on conflict do nothing
                        """)
                .param("organisation", text(rows, row -> row.version().key().organisation()))
                .param("vocabulary", text(rows, row -> row.version().key().vocabulary()))
                .param("id", text(rows, row -> row.version().key().id()))
                .param("since", number(rows, row -> row.version().since()))
                .param("until", number(rows, row -> row.row().until()))
                .param("uri", text(rows, row -> row.version().element().uri()))
                .param("gln", text(rows, row -> row.version().element().gln()))
                .param("gtin", text(rows, row -> row.version().element().gtin()))
                .param("recordTime", text(rows, row -> row.version().recordTime()))
                .param(
                        "sent",
                        text(rows, row -> AttributesJson.write(row.version().sent())))
                .param("said", number(rows, row -> row.version().said()))
                .param("whole", text(rows, row -> row.version().isWhole()))
                .param(
                        "attributes",
                        text(
                                rows,
                                row -> AttributesJson.write(
                                        row.row().description().attributes())))
                .param(
                        "dates",
                        text(
                                rows,
                                row -> AttributesJson.write(
                                        row.row().description().dates())))
                .update();
    }

    private void update(List<Change> rows) {
        if (rows.isEmpty()) return;
        jdbc.sql("""
                        update master_data m
                           set until = v.until, attributes = v.attributes, dates = v.dates
                          from unnest(cast(:organisation as uuid[]), :vocabulary, :id, :since, :until,
                                      cast(:attributes as jsonb[]), cast(:dates as jsonb[]))
                                 as v(organisation, vocabulary, id, since, until, attributes, dates)
                         where m.organisation = v.organisation and m.vocabulary = v.vocabulary and m.id = v.id
                           and m.since = v.since
                        """)
                .param("organisation", text(rows, row -> row.version().key().organisation()))
                .param("vocabulary", text(rows, row -> row.version().key().vocabulary()))
                .param("id", text(rows, row -> row.version().key().id()))
                .param("since", number(rows, row -> row.version().since()))
                .param("until", number(rows, row -> row.row().until()))
                .param(
                        "attributes",
                        text(
                                rows,
                                row -> AttributesJson.write(
                                        row.row().description().attributes())))
                .param(
                        "dates",
                        text(
                                rows,
                                row -> AttributesJson.write(
                                        row.row().description().dates())))
                .update();
    }
}
