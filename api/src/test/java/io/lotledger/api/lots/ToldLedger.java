package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A ledger that is empty before each test, the log that the test tells it, and its answers in short. */
final class ToldLedger {
    final ProjectedLedger projected = ProjectedLedger.emptied();
    final List<Object> log = new ArrayList<>();

    /** From an empty ledger on. */
    void again() {
        projected.reset();
        log.clear();
    }

    void tell(EpcisEvent... events) {
        for (EpcisEvent event : events) log.add(projected.captured(ORGANISATION, event));
        projected.project(log, 3);
    }

    Trace trace(String lot, Direction direction) {
        return projected.lineage.trace(of(lot), direction, log.size());
    }

    Lot of(String lot) {
        return projected.lot(lot(lot));
    }

    List<String> lots(Trace trace) {
        return trace.nodes().stream().map(node -> shortName(node.lot())).toList();
    }

    List<String> events(String lot, Direction direction) {
        return projected.evidence.of(trace(lot, direction)).events().stream()
                .map(captured -> captured.event().eventID().substring("urn:event:".length()))
                .toList();
    }

    Map<String, String> ctes(String lot) {
        return projected
                .jdbc
                .sql("select event_id, cte from critical_tracking_event where lot_id = :lot")
                .param("lot", of(lot).id())
                .query((row, n) -> Map.entry(row.getString(1).substring("urn:event:".length()), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    String name(UUID lot) {
        return shortName(projected.lineage.find(ORGANISATION, lot).orElseThrow());
    }

    static String shortName(Lot lot) {
        return lot.key().uri().replace(lot(""), "");
    }
}
