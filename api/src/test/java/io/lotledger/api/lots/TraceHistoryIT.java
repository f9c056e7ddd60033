package io.lotledger.api.lots;

import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.pallet;
import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.errorDeclaration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.history.TraceChange;
import io.lotledger.projections.lineage.history.TraceHistory;
import io.lotledger.projections.lineage.history.WithdrawnLinks;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When a trace changed, by which event, and what was withdrawn from it. */
class TraceHistoryIT {
    private final ToldLedger ledger = new ToldLedger();

    @Test
    void withdrawnLinkIsKeptWithTheDeclarationThatEndedIt() {
        EpcisEvent wrong =
                event("wrong").at(1).cases(lot("A"), 7).intoCases(lot("B"), 6).transformation();
        ledger.tell(
                event("right").at(1).cases(lot("A"), 1).intoCases(lot("C"), 2).transformation(), // 1
                wrong, // 2
                event("on").at(2).cases(lot("B"), 6).intoCases(lot("D"), 6).transformation(), // 3
                errorDeclaration(wrong, "urn:event:instead"), // 4
                event("later").at(3).cases(lot("B"), 1).intoCases(lot("E"), 1).transformation()); // 5

        WithdrawnLinks withdrawn = history().withdrawn(ledger.trace("A", Direction.FORWARD));
        assertThat(withdrawn.lots())
                .extracting(found -> found.lot().key().lot())
                .containsExactly("B");
        assertThat(withdrawn.links()).singleElement().satisfies(link -> {
            assertThat(ledger.name(link.from()) + ledger.name(link.to())).isEqualTo("AB");
            assertThat(link.since()).isEqualTo(2);
            assertThat(link.until()).isEqualTo(4);
            assertThat(link.eventIds()).containsExactly("urn:event:wrong");
            assertThat(Objects.requireNonNull(link.input()).quantity()).isEqualByComparingTo("7");
            WithdrawnLinks.Declaration declared = Objects.requireNonNull(link.declaredBy());
            assertThat(declared.eventId()).isEqualTo("urn:event:wrong");
            assertThat(declared.reason()).isEqualTo("incorrect_data");
            assertThat(declared.correctiveEventIds()).containsExactly("urn:event:instead");
        });
        assertThat(history()
                        .withdrawn(ledger.projected.lineage.trace(ledger.of("A"), Direction.FORWARD, 3))
                        .links())
                .isEmpty();
        assertThat(history().withdrawn(ledger.trace("E", Direction.BACKWARD)).links())
                .as("E came after the correction")
                .isEmpty();
    }

    @Test
    void changesAreThePositionsAtWhichTheTraceChanged() {
        EpcisEvent wrong =
                event("wrong").at(1).cases(lot("A"), 7).intoCases(lot("B"), 6).transformation();
        ledger.tell(
                event("elsewhere").at(1).cases(lot("X"), 1).object(ADD), // 1
                event("made").at(1).cases(lot("A"), 7).object(ADD), // 2
                event("before").at(1).cases(lot("B"), 1).step("inspecting").object(OBSERVE), // 3
                wrong, // 4
                event("on").at(2).cases(lot("B"), 6).intoCases(lot("D"), 6).transformation(), // 5
                event("ship").at(3).cases(lot("D"), 6).step("shipping").object(OBSERVE), // 6
                errorDeclaration(wrong), // 7
                event("after").at(4).cases(lot("D"), 6).step("receiving").object(OBSERVE)); // 8

        assertThat(history().changes(ledger.of("A"), Direction.BOTH, 8))
                .extracting(change -> "%d %s %s +%s -%s %d/%d"
                        .formatted(
                                change.logPosition(),
                                change.cause(),
                                change.eventId().replace("urn:event:", ""),
                                names(change.lotsAdded()),
                                names(change.lotsWithdrawn()),
                                change.linksAdded(),
                                change.linksWithdrawn()))
                .containsExactly(
                        "2 CAPTURE made +[A] -[] 0/0",
                        "4 CAPTURE wrong +[B] -[] 1/0",
                        "5 CAPTURE on +[D] -[] 1/0",
                        "6 CAPTURE ship +[] -[] 0/0",
                        "7 CORRECTION wrong +[] -[B, D] 0/2");
        assertThat(history().changes(ledger.of("A"), Direction.BACKWARD, 8))
                .extracting(TraceChange::logPosition)
                .as("events that name the lot itself")
                .containsExactly(2L, 4L, 7L);
        assertThat(history().changes(ledger.of("A"), Direction.BOTH, 4))
                .extracting(TraceChange::logPosition)
                .containsExactly(2L, 4L);
    }

    @Test
    void changeThroughAUnitIsListedThoughLaterEventsUndidIt() {
        EpcisEvent unpacked = event("unpack").at(3).in(pallet(1)).aggregation(DELETE);
        ledger.tell(
                event("made").at(1).cases(lot("A"), 7).object(ADD), // 1
                event("pack").at(2).in(pallet(1)).cases(lot("A"), 7).aggregation(ADD), // 2
                event("ship").at(4).step("shipping").epc(pallet(1)).object(OBSERVE), // 3
                event("earlier").at(1).step("shipping").epc(pallet(1)).object(OBSERVE), // 4: another load of the pallet
                unpacked, // 5: the shipment leaves the trace
                errorDeclaration(unpacked)); // 6: it comes back

        assertThat(history().changes(ledger.of("A"), Direction.BOTH, 6))
                .extracting(TraceChange::logPosition)
                .containsExactly(1L, 2L, 3L, 5L, 6L);
    }

    @Test
    void pastBeyondTheCeilingIsRefused() {
        EpcisEvent wrong =
                event("wrong").at(1).cases(lot("A"), 7).intoCases(lot("B"), 6).transformation();
        ledger.tell(wrong, errorDeclaration(wrong));

        assertThatThrownBy(() -> new TraceHistory(ledger.projected.jdbc, 1).changes(ledger.of("A"), Direction.BOTH, 2))
                .isInstanceOf(TraceTooLarge.class)
                .hasMessageContaining("has had more than 1 lots");
    }

    @Test
    void traceIsUnchangedUntilAnEventOfItComes() {
        EpcisEvent ship = event("ship").at(3).step("shipping").epc(pallet(1)).object(OBSERVE);
        ledger.tell(
                event("make").at(1).cases(lot("A"), 1).object(ADD), // 1
                event("pack").at(2).in(pallet(1)).cases(lot("A"), 1).aggregation(ADD), // 2
                event("unrelated").at(1).cases(lot("X"), 1).object(ADD), // 3
                ship, // 4: through the pallet
                event("unpack").at(5).in(pallet(1)).aggregation(DELETE), // 5
                event("reuse").at(6).in(pallet(1)).cases(lot("X"), 1).aggregation(ADD), // 6: the pallet, not the lot
                event("ship-again").at(7).step("shipping").epc(pallet(1)).object(OBSERVE), // 7
                errorDeclaration(ship)); // 8

        assertThat(unchanged(2, 3)).isTrue();
        assertThat(unchanged(3, 4)).isFalse();
        assertThat(unchanged(4, 5)).isFalse();
        assertThat(unchanged(5, 7)).isTrue();
        assertThat(unchanged(7, 8)).isFalse();
        assertThat(unchanged(3, 8)).isFalse();
    }

    private boolean unchanged(long since, long until) {
        return ledger.projected.evidence.unchanged(ledger.of("A"), Direction.BOTH, since, until);
    }

    private TraceHistory history() {
        return new TraceHistory(ledger.projected.jdbc, LotLineage.DEFAULT_CEILING);
    }

    private List<String> names(List<UUID> lots) {
        return lots.stream().map(ledger::name).sorted().toList();
    }
}
