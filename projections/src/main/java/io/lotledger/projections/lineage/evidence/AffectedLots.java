package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.LotIds;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.sql.ColumnArray;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the lots that depend on changed facts, by the rule by which the table of critical tracking events derives lots
 * again. It may find too many and never too few.
 */
final class AffectedLots {
    private static final String AFFECTED = AffectedLotsSql.of("""
            others(position) as (
                select position -- the other parts of a transformation in several events
                  from event
                 where organisation = (select cast(:organisation as uuid)) and transformation_id = any(:transformations)
                union -- shipments of a document that a void names alone
                select position
                  from shipping_document
                 where organisation = (select cast(:organisation as uuid)) and biz_transaction = any(:documents)
            ), filled(organisation, unit, since) as (
                select cast(:organisation as uuid), unit, since from unnest(:filled, cast(:since as timestamptz[])) as f(unit, since)
            ), named_unit(organisation, unit) as (
                select cast(:organisation as uuid), unit from unnest(:units) as u(unit)
            ), named_lot(organisation, lot_id) as (
                select cast(:organisation as uuid), lot_id from unnest(cast(:lots as uuid[])) as l(lot_id)
            ), transformed(organisation, transformation) as ( -- a making of the unit may come or go
                select organisation, transformation
                  from event_unit
                 where organisation = (select cast(:organisation as uuid)) and unit = any(:units) and role = 'input'
                   and transformation is not null
            )
            """, """
            select l.organisation, l.uri, l.gtin, l.lot
              from affected a
             cross join lateral (
                select organisation, uri, gtin, lot
                  from lot
                 where lot_id = a.lot_id and organisation = a.organisation
                offset 0) l
             order by l.uri
            """);

    private final JdbcClient jdbc;

    AffectedLots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lots that the log names, by URI. */
    List<LotKey> of(UUID organisation, ChangedFacts changed) {
        List<Map.Entry<String, String>> filled = List.copyOf(changed.filled().entrySet());
        return jdbc.sql(AFFECTED)
                .param("organisation", organisation)
                .param(
                        "lots",
                        new LotIds(changed.lots().stream()
                                .map(lot -> lot.idIn(organisation))
                                .toList()))
                .param("units", array(changed.units()))
                .param("filled", ColumnArray.text(filled, Map.Entry::getKey))
                .param("since", ColumnArray.text(filled, Map.Entry::getValue))
                .param("ended", array(changed.ended()))
                .param("late", false)
                .param("transformations", array(changed.transformations()))
                .param("documents", array(changed.voidedDocuments()))
                .query((row, n) -> LotLineage.lot(row, n).key())
                .list();
    }

    private static String[] array(Set<String> values) {
        return values.toArray(String[]::new);
    }
}
