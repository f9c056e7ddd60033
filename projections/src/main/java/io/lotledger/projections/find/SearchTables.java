package io.lotledger.projections.find;

import static io.lotledger.projections.sql.ColumnArray.number;
import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.projections.find.SearchRows.DocumentEvent;
import io.lotledger.projections.find.SearchRows.KeyLot;
import io.lotledger.projections.find.SearchRows.Label;
import io.lotledger.projections.find.SearchRows.Seen;
import io.lotledger.projections.find.SearchRows.TermRow;
import io.lotledger.projections.find.SearchRows.Use;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of the projection: one statement per table and batch. */
final class SearchTables {
    /** The order of the key, so that a batch touches each of its pages once. */
    private static final Comparator<TermRow> IN_KEY_ORDER = Comparator.comparing(TermRow::organisation)
            .thenComparing(TermRow::kind)
            .thenComparing(row -> row.term().term())
            .thenComparing(row -> row.term().start())
            .thenComparing(TermRow::target);

    private final JdbcClient jdbc;

    SearchTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void write(SearchRows rows) {
        Map<SearchRows.Key, Long> added = new HashMap<>();
        Set<UUID> newLots = new LinkedHashSet<>();
        if (!rows.keyLots.isEmpty()) insertKeyLots(rows.keyLots, added, newLots);
        // a lot that was named before has its terms
        newLots.forEach(id -> rows.addTerms(id, Objects.requireNonNull(rows.lots.get(id))));
        if (!rows.documents.isEmpty()) insertDocuments(rows.documents);
        if (!rows.terms.isEmpty()) insertTerms(rows.terms);
        if (!rows.keys.isEmpty()) insertKeys(rows.keys, added);
    }

    /**
     * @param added receives how many lots are new to each key
     * @param newLots receives the lots that are new to the organisation
     */
    private void insertKeyLots(Map<KeyLot, Seen> keyLots, Map<SearchRows.Key, Long> added, Set<UUID> newLots) {
        Map<Integer, SearchKind> kinds = new HashMap<>();
        for (SearchKind kind : SearchKind.values()) kinds.put(kind.code, kind);
        jdbc.sql("""
                        insert into used_key_lot as known (organisation, kind, key, lot_id, position, way)
                        select * from unnest(
                            cast(:organisation as uuid[]), cast(:kind as smallint[]), :key, cast(:lot as uuid[]), :position,
                            cast(:way as smallint[]))
                        on conflict (organisation, kind, key, lot_id) do update
                           set position = least(known.position, excluded.position), way = known.way | excluded.way
                         where excluded.position < known.position or known.way | excluded.way <> known.way
                        returning organisation, kind, key, lot_id, xmax = 0 as is_new
                        """)
                .param("organisation", text(keyLots.keySet(), row -> row.key().organisation()))
                .param("kind", text(keyLots.keySet(), row -> row.key().kind().code))
                .param("key", text(keyLots.keySet(), row -> row.key().key()))
                .param("lot", text(keyLots.keySet(), KeyLot::lot))
                .param("position", number(keyLots.values(), Seen::position))
                .param("way", text(keyLots.values(), Seen::way))
                .query(row -> {
                    if (!row.getBoolean("is_new")) return;
                    SearchKind kind = Objects.requireNonNull(kinds.get(row.getInt("kind")));
                    if (kind == SearchKind.LOT) newLots.add(row.getObject("lot_id", UUID.class));
                    else
                        added.merge(
                                new SearchRows.Key(
                                        row.getObject("organisation", UUID.class), kind, row.getString("key")),
                                1L,
                                Long::sum);
                });
    }

    private void insertTerms(Set<TermRow> terms) {
        List<TermRow> rows = terms.stream().sorted(IN_KEY_ORDER).toList();
        jdbc.sql("""
                        insert into search_term (organisation, kind, term, start_at, target, name)
                        select * from unnest(
                            cast(:organisation as uuid[]), cast(:kind as smallint[]), :term, cast(:start as smallint[]), :target,
                            :name)
                        on conflict do nothing
                        """)
                .param("organisation", text(rows, TermRow::organisation))
                .param("kind", text(rows, row -> row.kind().code))
                .param("term", text(rows, row -> row.term().term()))
                .param("start", text(rows, row -> row.term().start()))
                .param("target", text(rows, TermRow::target))
                .param("name", text(rows, row -> row.term().name()))
                .update();
    }

    private void insertDocuments(Map<DocumentEvent, Label> documents) {
        jdbc.sql("""
                        insert into search_document (organisation, document, position, type, number)
                        select * from unnest(cast(:organisation as uuid[]), :document, :position, :type, :number)
                        on conflict do nothing
                        """)
                .param("organisation", text(documents.keySet(), DocumentEvent::organisation))
                .param("document", text(documents.keySet(), DocumentEvent::document))
                .param("position", number(documents.keySet(), DocumentEvent::position))
                .param("type", text(documents.values(), Label::type))
                .param("number", text(documents.values(), Label::number))
                .update();
    }

    private void insertKeys(Map<SearchRows.Key, Use> keys, Map<SearchRows.Key, Long> added) {
        jdbc.sql("""
                        insert into used_key as known (organisation, kind, key, lots, events, described)
                        select * from unnest(
                            cast(:organisation as uuid[]), cast(:kind as smallint[]), :key, :lots, :events,
                            cast(:described as boolean[]))
                        on conflict (organisation, kind, key) do update
                           set lots = known.lots + excluded.lots, events = known.events + excluded.events,
                               described = known.described or excluded.described
                        """)
                .param("organisation", text(keys.keySet(), SearchRows.Key::organisation))
                .param("kind", text(keys.keySet(), row -> row.kind().code))
                .param("key", text(keys.keySet(), SearchRows.Key::key))
                .param("lots", number(keys.keySet(), key -> added.getOrDefault(key, 0L)))
                .param("events", number(keys.values(), Use::events))
                .param("described", text(keys.values(), Use::described))
                .update();
    }
}
