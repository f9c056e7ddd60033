package io.lotledger.projections.lineage.lots;

import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotIds;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.LotQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Resolves many names at once to lots of one organisation, as the log stood at a position. Names without a lot are
 * absent from the result; the lots of a name are in URI order.
 */
public final class LotNameSearch {
    private final JdbcClient jdbc;

    public LotNameSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Map<UUID, List<Lot>> byId(UUID organisation, Collection<UUID> lots, long logPosition) {
        Map<UUID, List<Lot>> named = new LinkedHashMap<>();
        jdbc.sql("""
                        select l.lot_id, l.organisation, l.uri, l.gtin, l.lot
                          from lot l
                         where l.organisation = :organisation and l.lot_id = any(cast(:lots as uuid[])) and l.since <= :position
                         order by l.uri
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .param("position", logPosition)
                .query(row -> {
                    add(named, row.getObject("lot_id", UUID.class), row);
                });
        return named;
    }

    /**
     * Lots by traceability lot code: the code as a partner's event prints it, an element string {@code (01)…(10)…}, the
     * bare lot, or a class URI in any form. A code may name several lots.
     */
    public Map<String, List<Lot>> byTlc(UUID organisation, Collection<String> tlcs, long logPosition) {
        Map<String, List<Lot>> named = new LinkedHashMap<>();
        String[] codes = tlcs.toArray(String[]::new);
        @Nullable String[] uris = tlcs.stream().map(LotQuery::uriOf).toArray(String[]::new);
        jdbc.sql("""
                        with asked as (
                            select * from unnest(:codes, :uris) as a(code, uri)
                        ), named(code, lot_id) as (
                            select a.code, l.lot_id
                              from asked a
                             cross join lateral (
                                select lot_id from lot where organisation = :organisation and uri = a.uri
                                union all
                                select lot_id from lot where organisation = :organisation and lot = a.code
                                union all
                                select lot_id from event_lot
                                 where organisation = :organisation and tlc = a.code
                                   and position <= :position and (until is null or until > :position)
                                offset 0) l -- forces an index lookup per name: see EvidenceReads
                        )
                        select distinct n.code, l.organisation, l.uri, l.gtin, l.lot
                          from named n
                          join lot l on l.lot_id = n.lot_id
                         where l.since <= :position
                         order by n.code, l.uri
                        """)
                .param("organisation", organisation)
                .param("codes", codes)
                .param("uris", uris)
                .param("position", logPosition)
                .query(row -> {
                    add(named, Objects.requireNonNull(row.getString("code")), row);
                });
        return named;
    }

    /** @param atMost limit of lots in total; the caller passes its own limit plus one */
    public Map<Gtin, List<Lot>> byGtin(UUID organisation, Collection<Gtin> gtins, long logPosition, int atMost) {
        Map<Gtin, List<Lot>> named = new LinkedHashMap<>();
        jdbc.sql("""
                        select l.organisation, l.uri, l.gtin, l.lot
                          from lot l
                         where l.organisation = :organisation and l.gtin = any(:gtins) and l.since <= :position
                         order by l.gtin, l.uri
                         limit :atMost
                        """)
                .param("organisation", organisation)
                .param("gtins", gtins.stream().map(Gtin::value).toArray(String[]::new))
                .param("position", logPosition)
                .param("atMost", atMost)
                .query(row -> {
                    add(named, new Gtin(row.getString("gtin")), row);
                });
        return named;
    }

    /** The GTINs that have a lot. */
    public List<Gtin> known(UUID organisation, Collection<Gtin> gtins) {
        return jdbc.sql("""
                        select g.gtin
                          from unnest(:gtins) as g(gtin)
                         where exists (select from lot l where l.organisation = :organisation and l.gtin = g.gtin)
                        """)
                .param("organisation", organisation)
                .param("gtins", gtins.stream().map(Gtin::value).toArray(String[]::new))
                .query((row, n) -> new Gtin(row.getString("gtin")))
                .list();
    }

    private static <K> void add(Map<K, List<Lot>> named, K name, ResultSet row) throws SQLException {
        named.computeIfAbsent(name, n -> new ArrayList<>()).add(LotLineage.lot(row, 0));
    }
}
