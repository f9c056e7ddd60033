package io.lotledger.projections.masterdata;

import static io.lotledger.projections.sql.ColumnArray.number;
import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.ingest.capture.masterdata.Description;
import io.lotledger.ingest.capture.masterdata.Statement;
import io.lotledger.ingest.capture.masterdata.Subject;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of master data: a read and a write per batch. */
final class MasterDataTable {
    private static final Set<String> USUAL_TYPES = Set.of("Location", "Party", "EPCClass");

    private final JdbcClient jdbc;

    MasterDataTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Captured(long position, MasterDataCaptured captured) {}

    private record Key(UUID organisation, Subject subject) {}

    /**
     * One version.
     *
     * @param sent by name as sent
     * @param stored what the table has for it and those before; {@code null} if it has no row yet
     */
    private record Version(
            Key key,
            String vocabulary,
            String id,
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
            sent.remove(MasterDataCaptured.EARLIER_MARK);
            return new Version(
                    new Key(m.organisation(), Subject.of(m.vocabulary(), m.id())),
                    m.vocabulary(),
                    m.id(),
                    one.position(),
                    m.recordTime(),
                    sent,
                    Statement.date(m),
                    m.isWhole(),
                    null);
        }

        static Version of(ResultSet row) throws SQLException {
            return new Version(
                    new Key(
                            row.getObject("organisation", UUID.class),
                            Subject.of(row.getString("vocabulary"), row.getString("id"))),
                    row.getString("vocabulary"),
                    row.getString("id"),
                    row.getLong("since"),
                    row.getObject("record_time", OffsetDateTime.class).toInstant(),
                    AttributesJson.values(row.getString("sent")),
                    row.getLong("said"),
                    row.getBoolean("whole"),
                    new Row(
                            AttributesJson.description(row),
                            row.getObject("until", Long.class),
                            row.getBoolean("news"),
                            row.getBoolean("repeats"),
                            row.getBoolean("other_types")));
        }

        Statement statement() {
            return Statement.of(vocabulary, id, sent, said, isWhole);
        }

        Element element() {
            return new Element(vocabulary, id, since, Description.NONE);
        }

        boolean isOfOtherType() {
            return !USUAL_TYPES.contains(vocabulary);
        }
    }

    /**
     * @param until the position of the subject's next version
     * @param isNews whether it changes what is known
     * @param isRepetition whether it says only what was known, at another date
     * @param hasOtherTypes whether it or one before it has a type that some queries leave out, such as {@code BusinessLocation}
     */
    private record Row(
            Description description,
            @Nullable Long until,
            boolean isNews,
            boolean isRepetition,
            boolean hasOtherTypes) {
        static final Row NONE = new Row(Description.NONE, null, false, false, false);
    }

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
        store(changes);
    }

    /** The rows to write; a version that was parked and comes late changes those after it. */
    private static List<Change> changes(NavigableMap<Long, Version> versions) {
        List<Change> changes = new ArrayList<>();
        Row before = Row.NONE;
        boolean isFirst = true;
        for (Version version : versions.values()) {
            Long until = versions.higherKey(version.since());
            Row stored = version.stored();
            Row row = isFirst && stored != null
                    // what comes before the first that was read is in its row
                    ? new Row(
                            stored.description(), until, stored.isNews(), stored.isRepetition(), stored.hasOtherTypes())
                    : row(before, version, until);
            before = row;
            isFirst = false;
            if (!row.equals(stored)) changes.add(new Change(version, row));
        }
        return changes;
    }

    private static Row row(Row before, Version version, @Nullable Long until) {
        Statement said = version.statement();
        Description known = before.description();
        Description now = known.and(said);
        boolean isNews = !now.attributes().equals(known.attributes());
        boolean isRepetition = !isNews && known.says(said);
        return new Row(now, until, isNews, isRepetition, before.hasOtherTypes() || version.isOfOtherType());
    }

    /** The rows of each subject from the last before its first new version on. */
    private List<Version> known(Map<Key, NavigableMap<Long, Version>> byKey) {
        Map<Key, Long> first = new HashMap<>();
        byKey.forEach((key, versions) -> first.put(key, versions.firstKey()));
        Collection<Key> keys = first.keySet();
        return jdbc.sql("""
                        select m.organisation, m.vocabulary, m.id, m.since, m.until, m.record_time, m.news, m.repeats, m.other_types,
                               coalesce(m.sent, m.attributes) as sent, coalesce(m.said, 0) as said, m.whole, m.attributes, m.dates, m.replaced
                          from unnest(cast(:organisation as uuid[]), :subject, :first) as k(organisation, subject, first)
                         cross join lateral (
                               select coalesce(max(b.since), 0) as since
                                 from master_data b
                                where b.organisation = k.organisation and b.subject = k.subject and b.since < k.first) before
                          join master_data m
                            on m.organisation = k.organisation and m.subject = k.subject and m.since >= before.since
                        """)
                .param("organisation", text(keys, Key::organisation))
                .param("subject", text(keys, key -> key.subject().text()))
                .param("first", number(keys, key -> first.getOrDefault(key, 0L)))
                .query((row, n) -> Version.of(row))
                .list();
    }

    /** What a version says never changes; what it and those before say together does, if one before it comes late. */
    private void store(List<Change> rows) {
        if (rows.isEmpty()) return;
        jdbc.sql("""
                        insert into master_data (organisation, subject, vocabulary, id, since, until, uri, gln, gtin, record_time,
                                                 sent, said, whole, news, repeats, other_types, attributes, dates, replaced)
                        select * from unnest(
                            cast(:organisation as uuid[]), :subject, :vocabulary, :id, :since, :until, :uri, :gln, :gtin,
                            cast(:recordTime as timestamptz[]), cast(:sent as jsonb[]), :said, cast(:whole as boolean[]),
                            cast(:news as boolean[]), cast(:repeats as boolean[]), cast(:otherTypes as boolean[]),
                            cast(:attributes as jsonb[]), cast(:dates as jsonb[]), :replaced)
                        on conflict (organisation, vocabulary, id, since) do update
                           set until = excluded.until, news = excluded.news, repeats = excluded.repeats, other_types = excluded.other_types,
                               attributes = excluded.attributes, dates = excluded.dates,
                               replaced = excluded.replaced
                        """)
                .param("organisation", text(rows, row -> row.version().key().organisation()))
                .param(
                        "subject",
                        text(rows, row -> row.version().key().subject().text()))
                .param("vocabulary", text(rows, row -> row.version().vocabulary()))
                .param("id", text(rows, row -> row.version().id()))
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
                .param("news", text(rows, row -> row.row().isNews()))
                .param("repeats", text(rows, row -> row.row().isRepetition()))
                .param("otherTypes", text(rows, row -> row.row().hasOtherTypes()))
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
                .param("replaced", number(rows, row -> replaced(row.row().description())))
                .update();
    }

    private static @Nullable Long replaced(Description description) {
        return description.replaced() == Description.NEVER ? null : description.replaced();
    }
}
