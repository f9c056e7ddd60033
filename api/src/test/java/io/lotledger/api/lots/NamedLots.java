package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.NOW;
import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static io.lotledger.api.lots.SampleKeys.lot;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** A ledger whose lots and events are called by their short names in {@link SampleKeys}. */
final class NamedLots implements AutoCloseable {
    private final ProjectedLedger ledger;
    private final List<Object> log = new ArrayList<>();

    NamedLots(String database) {
        ledger = new ProjectedLedger(database);
    }

    /** Empties the ledger. */
    void reset() {
        log.clear();
        ledger.reset();
    }

    /** The log as it is, for a second telling. */
    List<Object> log() {
        return List.copyOf(log);
    }

    void resetTo(List<Object> entries) {
        reset();
        log.addAll(entries);
    }

    void add(UUID organisation, EpcisEvent event) {
        log.add(ledger.captured(organisation, event));
    }

    void project(int atOnce) {
        ledger.project(log, atOnce);
    }

    /** After what is in the ledger. */
    void tell(EpcisEvent... events) {
        for (EpcisEvent event : events) add(ORGANISATION, event);
        project(3);
    }

    /**
     * Into an empty ledger, two at a time.
     *
     * @param order as written for 0, the other way round if negative; otherwise the seed of a shuffle
     */
    void tell(long order, List<EpcisEvent> events) {
        reset();
        inOrder(order, events).forEach(event -> add(ORGANISATION, event));
        project(2);
    }

    void tell(long order, EpcisEvent... events) {
        tell(order, List.of(events));
    }

    static List<EpcisEvent> inOrder(long order, List<EpcisEvent> events) {
        List<EpcisEvent> ordered = new ArrayList<>(events);
        if (order < 0) Collections.reverse(ordered);
        else if (order > 0) Collections.shuffle(ordered, new Random(order));
        return ordered;
    }

    LotLineage lineage() {
        return ledger.lineage;
    }

    Trace trace(String seed, Direction direction) {
        return ledger.lineage.trace(of(seed), direction, log.size());
    }

    Set<String> lots(String seed, Direction direction) {
        return lots(seed, direction, log.size());
    }

    Set<String> lots(String seed, Direction direction, long position) {
        Trace trace = ledger.lineage.trace(of(seed), direction, position);
        List<String> names = trace.nodes().stream()
                .map(node -> node.lot().key().uri().replace(lot(""), ""))
                .toList();
        assertThat(names).as("each once").doesNotHaveDuplicates();
        return new TreeSet<>(names);
    }

    List<String> edges(String seed, Direction direction) {
        return trace(seed, direction).edges().stream()
                .map(edge -> lotName(edge.from()) + ">" + lotName(edge.to()) + " " + name(edge.eventId()))
                .toList();
    }

    Set<String> events(String seed) {
        return ledger.evidence.of(trace(seed, Direction.BOTH)).events().stream()
                .map(captured -> name(captured.event().eventID()))
                .collect(Collectors.toSet());
    }

    Balance balance(String seed) {
        List<Balance> balances =
                ledger.accounts.massBalance(of(seed), log.size(), NOW).balances();
        assertThat(balances).hasSize(1);
        return balances.get(0);
    }

    /** Of the lot; and its traces have what their lots have. */
    Set<FindingKind> findings(String seed) {
        for (Direction direction : Direction.values()) {
            Trace trace = trace(seed, direction);
            assertThat(ledger.findings.each(trace, NOW))
                    .as("in parts: " + seed + " " + direction)
                    .containsExactlyElementsOf(ledger.findings.of(trace, NOW));
            assertThat(ledger.findings.of(trace, NOW))
                    .as(seed + " " + direction)
                    .containsExactlyInAnyOrderElementsOf(
                            ledger.findings.of(ORGANISATION, trace.lotIds(), log.size(), NOW));
        }
        return ledger.findings.of(ORGANISATION, List.of(of(seed).id()), log.size(), NOW).stream()
                .map(Finding::kind)
                .collect(Collectors.toSet());
    }

    /** The CTE of each event of the lot. */
    Map<String, String> ctes(String seed) {
        return ledger
                .jdbc
                .sql("select event_id, cte from critical_tracking_event where lot_id = :lot")
                .param("lot", of(seed).id())
                .query((row, n) -> Map.entry(name(row.getString(1)), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static UUID id(String name) {
        return LotKey.of(lot(name)).orElseThrow().idIn(ORGANISATION);
    }

    static String name(String eventID) {
        return eventID.replace("urn:event:", "");
    }

    private Lot of(String name) {
        return ledger.lot(lot(name));
    }

    private String lotName(UUID lot) {
        return ledger.lineage.find(ORGANISATION, lot).orElseThrow().key().uri().replace(lot(""), "");
    }

    @Override
    public void close() {
        ledger.close();
    }
}
