package io.lotledger.projections.cte.model;

import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.projections.cte.Food.COOLER;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.model.CasesOfRomaine.balance;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the packings of a delivery use of it. */
class DeliveriesTest {
    /** A row of FDA's tab Initial Packing, which repeats what was received. */
    private static EventBuilder packedOf(String lot, String day, Object... received) {
        return transformation("creating_class_instance")
                .named("packed " + lot)
                .on("2026-04-" + day + "T00:00:00Z")
                .says("cte", "initialPacking")
                .at(PACKER)
                .of(romaine().link(), "100", "BN")
                .into(packedRomaine(lot).link(), "30", "CS")
                .says("received", List.of(received));
    }

    private static Extensions received(String farm, String date, String quantity) {
        return new Extensions(Map.of(
                "urn:lotledger:fsma204#farm", farm,
                "urn:lotledger:fsma204#commodity", "Lettuce",
                "urn:lotledger:fsma204#receiveDate", date,
                "urn:lotledger:fsma204#quantity", quantity,
                "urn:lotledger:fsma204#unit", "bins"));
    }

    @Test
    void deliveryPackedOnTwoDaysOrWithAnotherIsUsedOnce() {
        Extensions delivery = received(FARM, "04/17/2026", "100");
        EventBuilder mixed = packedOf("P-3", "20", delivery, received(COOLER, "04/18/2026", "50"))
                .of(romaine("other").link(), "50", "BN");

        Balance balance = balance(romaine(), packedOf("P-1", "18", delivery), packedOf("P-2", "19", delivery), mixed);

        assertThat(balance.consumed()).isEqualByComparingTo("100");
    }

    @Test
    void deliveriesOfTwoLotsAreToldApartWhereOnePackingMixesThem() {
        Extensions delivery = received(FARM, "04/17/2026", "100");
        Extensions next = received(FARM, "04/18/2026", "100");
        EventBuilder mixed = packedOf("P-2", "19", delivery, received(COOLER, "04/19/2026", "100"), next)
                .of(romaine().link(), "100", "BN")
                .of(romaine("other").link(), "100", "BN");

        assertThat(balance(romaine(), packedOf("P-1", "18", delivery), mixed).consumed())
                .isEqualByComparingTo("200");
        assertThat(balance(romaine(), packedOf("P-1", "18", next), mixed).consumed())
                .isEqualByComparingTo("200");
    }

    @Test
    void deliveriesOfTwoDaysAndTwoOfOneDayAreUsedEach() {
        Extensions delivery = received(FARM, "04/17/2026", "100");
        EventBuilder twice =
                packedOf("P-2", "19", delivery, delivery).of(romaine().link(), "100", "BN");

        assertThat(balance(
                                romaine(),
                                packedOf("P-1", "18", delivery),
                                packedOf("P-2", "19", received(FARM, "04/18/2026", "100")))
                        .consumed())
                .isEqualByComparingTo("200");
        assertThat(balance(romaine(), packedOf("P-1", "18", delivery), twice).consumed())
                .isEqualByComparingTo("200");
    }

    @Test
    void partsOfADeliveryAreUsedEach() {
        Extensions delivery = received(FARM, "04/17/2026", "200");

        assertThat(balance(romaine(), packedOf("P-1", "18", delivery), packedOf("P-2", "19", delivery))
                        .consumed())
                .isEqualByComparingTo("200");
    }
}
