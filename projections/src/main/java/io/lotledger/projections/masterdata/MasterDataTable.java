package io.lotledger.projections.masterdata;

import static io.lotledger.projections.sql.ColumnArray.number;
import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.ingest.capture.masterdata.Description;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of master data: a read and a write per batch. */
final class MasterDataTable {
    private final JdbcClient jdbc;

    MasterDataTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Captured(long position, MasterDataCaptured captured) {}

    private record Change(VersionRow version, SubjectState row) {}

    void write(List<Captured> elements) {
        if (elements.isEmpty()) return;
        Map<VersionRow.Key, NavigableMap<Long, VersionRow>> byKey = new LinkedHashMap<>();
        for (Captured one : elements) {
            VersionRow version = VersionRow.of(one.position(), one.captured());
            byKey.computeIfAbsent(version.key(), k -> new TreeMap<>()).put(version.since(), version);
        }
        for (VersionRow known : known(byKey))
            byKey.computeIfAbsent(known.key(), k -> new TreeMap<>()).put(known.since(), known);
        List<Change> changes = new ArrayList<>();
        byKey.values().forEach(versions -> changes.addAll(changes(versions)));
        store(changes);
    }

    /** The rows to write; a version that was parked and comes late changes those after it. */
    private static List<Change> changes(NavigableMap<Long, VersionRow> versions) {
        List<Change> changes = new ArrayList<>();
        @Nullable SubjectState before = null;
        for (VersionRow version : versions.values()) {
            SubjectState stored = version.stored();
            // what comes before the first that was read is in its row
            SubjectState known = before == null && stored != null
                    ? stored
                    : (before == null ? SubjectState.NONE : before).and(version);
            SubjectState state = known.until(versions.higherKey(version.since()));
            if (!state.equals(stored)) changes.add(new Change(version, state));
            before = state;
        }
        return changes;
    }

    /** The rows of each subject from the last before its first new version on. */
    private List<VersionRow> known(Map<VersionRow.Key, NavigableMap<Long, VersionRow>> byKey) {
        Map<VersionRow.Key, Long> first = new HashMap<>();
        byKey.forEach((key, versions) -> first.put(key, versions.firstKey()));
        Collection<VersionRow.Key> keys = first.keySet();
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
                .param("organisation", text(keys, VersionRow.Key::organisation))
                .param("subject", text(keys, key -> key.subject().text()))
                .param("first", number(keys, key -> first.getOrDefault(key, 0L)))
                .query((row, n) -> VersionRow.of(row))
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
