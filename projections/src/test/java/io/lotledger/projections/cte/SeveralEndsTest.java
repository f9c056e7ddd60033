package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.projections.cte.Food.COOLER;
import static io.lotledger.projections.cte.Food.DOCK;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.HARVESTER;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.SourceDestination;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.answers.SupplyNetwork;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Harvesting;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.reading.Endpoints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Several sources or destinations of one type: the lists are unordered, and every entry counts. */
class SeveralEndsTest {
    private static final Food LOT = packedRomaine();

    private static EventBuilder sent() {
        return observe("shipping")
                .named("sent")
                .on("2026-04-19T08:00:00-04:00")
                .readAt(PACKER)
                .of(LOT.link(), "40", "CS");
    }

    private static EventBuilder toBoth() {
        return sent().from(PACKER).to(WAREHOUSE).to(STORE);
    }

    private static EventBuilder receivedAt(String place, int cases) {
        return observe("receiving")
                .named("received at " + place)
                .on("2026-04-19T16:00:00-04:00")
                .at(place)
                .of(LOT.link(), "" + cases, "CS");
    }

    @Test
    void everyRecipientHasARowWithTheWholeQuantityAndANote() {
        List<Shipping> rows = Rows.of(Traced.of(LOT, toBoth()), Shipping.class);

        assertThat(rows)
                .extracting(row -> text(row.recipient().businessName()))
                .containsExactly(named(WAREHOUSE), named(STORE));
        assertThat(rows).extracting(row -> text(row.quantity())).containsOnly("40 cases");
        assertThat(rows)
                .allSatisfy(
                        row -> assertThat(row.basis().reason()).contains("ambiguous: the event names 2 recipients"));
        assertThat(Traced.findings(LOT, toBoth())).extracting(Finding::kind).contains(FindingKind.AMBIGUOUS_CTE);
    }

    @Test
    void everySourceHasARow() {
        EventBuilder shipment = sent().from(PACKER).from(PROCESSOR).to(STORE);
        assertThat(Rows.of(Traced.of(LOT, shipment), Shipping.class))
                .extracting(row -> text(row.shippedFrom().businessName()))
                .containsExactly(named(PACKER), named(PROCESSOR));

        EventBuilder receipt = receivedAt(STORE, 40).from(PROCESSOR).from(PACKER);
        assertThat(Rows.of(Traced.of(LOT, receipt), Receiving.class))
                .extracting(row -> text(row.previousSource().businessName()))
                .containsExactly(named(PACKER), named(PROCESSOR));
    }

    @Test
    void harvestGoesToEveryRecipientOfItsTransport() {
        EventBuilder taken = romaine().takenFrom(FARM, PACKER).to(COOLER);

        List<Harvesting> rows = Rows.of(Traced.of(romaine(), romaine().harvestedAt(FARM), taken), Harvesting.class);
        assertThat(rows).allSatisfy(row -> assertThat(row.basis().reason()).contains("ambiguous: its transport"));
        assertThat(rows)
                .extracting(row -> text(row.recipient().businessName()))
                .containsExactly(named(COOLER), named(PACKER));
    }

    @Test
    void receiptAtAnyRecipientMatchesTheShipment() {
        for (String place : List.of(WAREHOUSE, STORE)) {
            assertThat(Traced.findings(LOT, toBoth(), receivedAt(place, 40)))
                    .as(place)
                    .extracting(Finding::kind)
                    .doesNotContain(FindingKind.UNMATCHED_SHIP, FindingKind.UNMATCHED_RECEIVE);
            assertThat(Rows.of(Traced.of(LOT, toBoth(), receivedAt(place, 40)), Receiving.class))
                    .extracting(row -> text(row.previousSource().businessName()))
                    .containsExactly(named(PACKER));
        }
        assertThat(Traced.findings(LOT, toBoth(), receivedAt(WAREHOUSE, 25), receivedAt(STORE, 15)))
                .extracting(Finding::kind)
                .doesNotContain(FindingKind.SHORT_RECEIPT, FindingKind.OVER_RECEIPT, FindingKind.UNMATCHED_SHIP);
    }

    @Test
    void everyRecipientIsAskedForAnOpenShipment() {
        assertThat(Traced.findings(LOT, toBoth()))
                .filteredOn(finding -> finding.kind() == FindingKind.UNMATCHED_SHIP)
                .singleElement()
                .satisfies(finding -> assertThat(finding.ask())
                        .extracting(place -> text(place.businessName()))
                        .containsExactly(named(WAREHOUSE), named(STORE), named(PACKER)));
    }

    @Test
    void everyRecipientHasADelivery() {
        assertThat(Traced.network(LOT, toBoth()).deliveries())
                .extracting(SupplyNetwork.Delivery::to)
                .containsExactly(Endpoints.placeKey(Optional.of(WAREHOUSE)), Endpoints.placeKey(Optional.of(STORE)));
        assertThat(Traced.network(LOT, toBoth()).deliveries())
                .extracting(SupplyNetwork.Delivery::id)
                .doesNotHaveDuplicates();
    }

    private record Ends(List<SourceDestination> sources, List<SourceDestination> destinations) {
        static final Ends ALL = new Ends(
                List.of(
                        new SourceDestination("location", PACKER),
                        new SourceDestination("location", PROCESSOR),
                        new SourceDestination("owning_party", HARVESTER),
                        new SourceDestination("owning_party", DOCK),
                        new SourceDestination("possessing_party", COOLER)),
                List.of(
                        new SourceDestination("location", WAREHOUSE),
                        new SourceDestination("location", STORE),
                        new SourceDestination("location", WAREHOUSE + "/254/dock-7"),
                        new SourceDestination("owning_party", COOLER),
                        new SourceDestination("owning_party", DOCK)));

        Ends shuffled(Random random) {
            List<SourceDestination> from = new ArrayList<>(sources);
            List<SourceDestination> to = new ArrayList<>(destinations);
            Collections.shuffle(from, random);
            Collections.shuffle(to, random);
            return new Ends(from, to);
        }

        EventBuilder on(EventBuilder told) {
            sources.forEach(end -> told.source(end.type(), end.id()));
            destinations.forEach(end -> told.destination(end.type(), end.id()));
            return told;
        }
    }

    private static EventBuilder[] chain(Ends ends) {
        return Stream.of(
                        romaine().harvestedAt(FARM),
                        ends.on(observe("transporting")
                                .on("2026-04-17T08:00:00-04:00")
                                .readAt(FARM)
                                .of(romaine().link(), "25000", "LBR")),
                        ends.on(observe("receiving")
                                .on("2026-04-17T16:00:00-04:00")
                                .at(PACKER)
                                .of(romaine().link(), "25000", "LBR")),
                        romaine().packedAt(PACKER, LOT),
                        ends.on(sent()),
                        receivedAt(STORE, 15),
                        ends.on(receivedAt(WAREHOUSE, 20)))
                .toArray(EventBuilder[]::new);
    }

    @Property(tries = 40)
    void orderOfTheListsChangesNothing(@ForAll long seed) {
        EventBuilder[] one = chain(Ends.ALL);
        EventBuilder[] other = chain(Ends.ALL.shuffled(new Random(seed)));

        for (Food food : List.of(LOT, romaine())) {
            assertThat(Traced.of(food, other)).isEqualTo(Traced.of(food, one));
            assertThat(Traced.findings(food, other)).isEqualTo(Traced.findings(food, one));
            assertThat(Traced.lot(food, other).balance())
                    .isEqualTo(Traced.lot(food, one).balance());
            assertThat(deliveries(food, other)).isEqualTo(deliveries(food, one));
        }
    }

    private static List<String> deliveries(Food food, EventBuilder... told) {
        return Traced.network(food, told).deliveries().stream()
                .map(one -> one.id() + " " + one.from() + " " + one.to() + " " + one.quantity())
                .toList();
    }
}
