package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.reasons;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.answers.WhoToCall;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** One movement that several events record is one row, and its consignee is called about its quantity once. */
class RepeatedMovementsTest {
    private static final Food LOT = packedRomaine();

    @Test
    void shipmentRecordedAsDepartingAndAsShippingIsOneRow() {
        CriticalTrackingEvents events = Traced.of(
                LOT,
                packed(),
                moved("departing", "leaves", 8).readAt(PACKER).to(WAREHOUSE).paper("bol", "urn:bol:1"),
                moved("shipping", "ships", 9).readAt(PACKER).to(WAREHOUSE).paper("inv", "urn:inv:1"));

        Shipping row = only(events, Shipping.class);
        assertThat(row.basis().eventID()).isEqualTo("leaves");
        assertThat(text(row.documents())).isEqualTo("Bill of Lading urn:bol:1 | Invoice urn:inv:1");
        assertThat(reasons(events))
                .anyMatch(reason -> reason.contains("recorded by leaves too, whose row has the documents of both"));
        assertThat(quantitiesToCallAbout(events)).containsExactly("40");
    }

    @Test
    void receiptRecordedAsReceivingAndAsAcceptingIsOneRow() {
        CriticalTrackingEvents events = Traced.of(
                LOT,
                packed(),
                moved("shipping", "ships", 8).readAt(PACKER).to(WAREHOUSE),
                moved("receiving", "arrives", 12).at(WAREHOUSE),
                moved("accepting", "is accepted", 13).at(WAREHOUSE).from(PACKER));

        Receiving row = only(events, Receiving.class);
        assertThat(row.basis().eventID()).as("it names the source").isEqualTo("is accepted");
        assertThat(text(row.previousSource().businessName())).isEqualTo(named(PACKER));
        assertThat(quantitiesToCallAbout(events)).as("consignee and supplier").containsExactly("40", "40");
    }

    @Test
    void palletPackedAndShippedByOneEventAndShippedAgainIsOneRow() {
        CriticalTrackingEvents events = Traced.of(
                LOT,
                packed(),
                unit(PALLET, Action.ADD, "shipping")
                        .on("2026-04-19T08:00:00-04:00")
                        .readAt(PACKER)
                        .of(LOT.link(), "40", "CS")
                        .to(WAREHOUSE),
                observe("shipping")
                        .on("2026-04-19T08:05:00-04:00")
                        .readAt(PACKER)
                        .epc(PALLET)
                        .to(WAREHOUSE));

        assertThat(text(only(events, Shipping.class).quantity())).isEqualTo("40 cases");
    }

    @Test
    void recordWithAllRecipientsHasTheRow() {
        CriticalTrackingEvents events = Traced.of(
                LOT,
                packed(),
                moved("departing", "leaves", 8).readAt(PACKER).to(WAREHOUSE),
                moved("shipping", "ships", 9).readAt(PACKER).to(WAREHOUSE).to(STORE));

        assertThat(Rows.of(events, Shipping.class))
                .extracting(row -> text(row.recipient().businessName()))
                .containsExactlyInAnyOrder(named(WAREHOUSE), named(STORE));
    }

    @Test
    void movementThatThreeEventsRecordIsOneRowWithTheDocumentsOfAll() {
        CriticalTrackingEvents events = Traced.of(
                LOT,
                packed(),
                unit(PALLET, Action.ADD, "shipping")
                        .named("is loaded")
                        .on("2026-04-19T08:00:00-04:00")
                        .readAt(PACKER)
                        .of(LOT.link(), "40", "CS")
                        .paper("po", "urn:po:1"),
                moved("departing", "leaves", 9).readAt(PACKER).to(WAREHOUSE).paper("bol", "urn:bol:1"),
                moved("shipping", "ships", 10).readAt(PACKER).to(WAREHOUSE).paper("inv", "urn:inv:1"));

        Shipping row = only(events, Shipping.class);
        assertThat(row.basis().eventID())
                .as("the first that names the recipient")
                .isEqualTo("leaves");
        assertThat(text(row.documents()))
                .isEqualTo("Bill of Lading urn:bol:1 | Purchase Order; Invoice urn:po:1; urn:inv:1");
        assertThat(reasons(events))
                .filteredOn(reason -> reason.contains("recorded by leaves too"))
                .hasSize(2);
        assertThat(quantitiesToCallAbout(events)).containsExactly("40");
    }

    @Property(tries = 20)
    void recordsOfOneMovementAreJoinedInAnyOrderOfArrival(@ForAll long seed) {
        List<EventBuilder> told = new ArrayList<>(List.of(
                packed(),
                unit(PALLET, Action.ADD, "shipping")
                        .named("is loaded")
                        .on("2026-04-19T08:00:00-04:00")
                        .readAt(PACKER)
                        .of(LOT.link(), "40", "CS"),
                moved("departing", "leaves", 8).readAt(PACKER).to(WAREHOUSE),
                moved("shipping", "ships", 8).readAt(PACKER).to(WAREHOUSE),
                moved("receiving", "arrives", 12).at(WAREHOUSE),
                moved("accepting", "is accepted", 12).at(WAREHOUSE),
                unit(PALLET, Action.OBSERVE, "receiving")
                        .named("pallet arrives")
                        .on("2026-04-19T12:00:00-04:00")
                        .at(WAREHOUSE)
                        .of(LOT.link(), "40", "CS")));
        CriticalTrackingEvents inOrder = Traced.of(LOT, told.toArray(EventBuilder[]::new));
        Collections.shuffle(told, new Random(seed));

        assertThat(Rows.of(inOrder, Shipping.class)).hasSize(1);
        assertThat(Rows.of(inOrder, Receiving.class)).hasSize(1);
        assertThat(Traced.of(LOT, told.toArray(EventBuilder[]::new))).isEqualTo(inOrder);
    }

    private static EventBuilder packed() {
        return transformation("packing")
                .named("packed")
                .on("2026-04-18T10:00:00-04:00")
                .at(PACKER)
                .of(romaine().link(), "2500", "LBR")
                .into(LOT.link(), "100", "CS");
    }

    private static EventBuilder moved(String step, String id, int hour) {
        return observe(step)
                .named(id)
                .on("2026-04-19T%02d:00:00-04:00".formatted(hour))
                .of(LOT.link(), "40", "CS");
    }

    private static List<String> quantitiesToCallAbout(CriticalTrackingEvents events) {
        WhoToCall calls = new WhoToCall();
        events.rows().forEach(calls::learn);
        return calls.lines().stream().map(line -> text(line.amount())).toList();
    }
}
