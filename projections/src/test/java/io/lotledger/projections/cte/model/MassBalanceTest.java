package io.lotledger.projections.cte.model;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.projections.cte.Food.COOLER;
import static io.lotledger.projections.cte.Food.DOCK;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.Food.swordfish;
import static io.lotledger.projections.cte.model.CasesOfRomaine.LOT;
import static io.lotledger.projections.cte.model.CasesOfRomaine.at;
import static io.lotledger.projections.cte.model.CasesOfRomaine.balance;
import static io.lotledger.projections.cte.model.CasesOfRomaine.packed;
import static io.lotledger.projections.cte.model.CasesOfRomaine.received;
import static io.lotledger.projections.cte.model.CasesOfRomaine.shipped;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.Food;
import io.lotledger.projections.cte.Traced;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import java.util.List;
import org.junit.jupiter.api.Test;

class MassBalanceTest {
    @Test
    void harvestMovedToThePackerIsThereAndNotAtTheFarm() {
        Balance balance = balance(
                romaine(),
                romaine().harvestedAt(FARM),
                romaine().takenFrom(FARM, COOLER),
                romaine().receivedAt(COOLER));

        assertThat(balance.produced()).isEqualByComparingTo("25000");
        assertThat(balance.onHand()).isEqualByComparingTo("25000");
        assertThat(balance.inTransit()).isZero();
        assertThat(at(balance, FARM)).isEqualTo("0");
        assertThat(at(balance, COOLER)).isEqualTo("25000");
    }

    @Test
    void lotPackedUnderItsOwnCodeIsProducedOnce() {
        Balance balance = balance(
                romaine(),
                romaine().harvestedAt(FARM),
                EventBuilder.add("packing")
                        .on("2026-04-17T10:00:00-04:00")
                        .at(FARM)
                        .of(romaine().link(), "24000", "LBR"));

        assertThat(balance.produced()).isEqualByComparingTo("25000");
    }

    @Test
    void receiptWithoutOriginIsUnexplained() {
        Balance balance = balance(LOT, received("received", 8, 40, PROCESSOR));

        assertThat(balance.produced()).isZero();
        assertThat(balance.unexplained()).isEqualByComparingTo("40");
        assertThat(balance.inTransit()).isZero();
        assertThat(at(balance, PROCESSOR)).isEqualTo("40");
    }

    @Test
    void oneUnitInTwoCodesIsBalancedAsOne() {
        Balance balance = balance(
                LOT,
                packed(100),
                observe("shipping")
                        .named("sent")
                        .on("2026-04-19T08:00:00-04:00")
                        .of(LOT.link(), "40", "XCS")
                        .from(PACKER)
                        .to(WAREHOUSE),
                received("came", 10, 40, WAREHOUSE));

        assertThat(balance.uom()).isEqualTo("CS");
        assertThat(balance.onHand()).isEqualByComparingTo("100");
        assertThat(balance.inTransit()).isZero();
        assertThat(at(balance, PACKER)).isEqualTo("60");
    }

    @Test
    void countsWithAndWithoutACodeAreOneUnit() {
        Food counted = new Food(LOT.link(), "EA");
        Balance balance = balance(
                counted,
                EventBuilder.add("packing")
                        .on("2026-04-18T10:00:00-04:00")
                        .at(PACKER)
                        .of(LOT.link(), "10", "EA"),
                observe("retail_selling")
                        .on("2026-04-19T12:00:00-04:00")
                        .at(PACKER)
                        .of(LOT.link(), "4", null)
                        .of(LOT.link(), "1", "C62"));

        assertThat(balance.sold()).isEqualByComparingTo("5");
        assertThat(balance.onHand()).isEqualByComparingTo("5");
    }

    @Test
    void landingMovesTheCatchOffTheVessel() {
        String vessel = FARM;
        EventBuilder caught = EventBuilder.add("urn:gdst:bizStep:fishingEvent")
                .on("2026-02-18T06:00:00-05:00")
                .at(vessel)
                .of(swordfish().link(), "1000", "LBR");
        EventBuilder landed = EventBuilder.add("landing")
                .on("2026-02-23T11:00:00-05:00")
                .at(DOCK)
                .of(swordfish().link(), "990", "LBR");

        Balance balance = balance(swordfish(), caught, landed);
        assertThat(balance.produced()).isEqualByComparingTo("1000");
        assertThat(at(balance, DOCK)).isEqualTo("990");
        assertThat(at(balance, vessel)).isEqualTo("10");
    }

    @Test
    void landingOfAShipmentToTheDockIsItsReceipt() {
        EventBuilder caught = EventBuilder.add("urn:gdst:bizStep:fishingEvent")
                .on("2026-02-18T06:00:00-05:00")
                .at(FARM)
                .of(swordfish().link(), "1000", "LBR");
        EventBuilder sent = observe("shipping")
                .on("2026-02-20T06:00:00-05:00")
                .of(swordfish().link(), "1000", "LBR")
                .from(FARM)
                .to(DOCK);
        EventBuilder landed = EventBuilder.add("landing")
                .on("2026-02-23T11:00:00-05:00")
                .at(DOCK)
                .of(swordfish().link(), "1000", "LBR");

        Balance balance = balance(swordfish(), caught, sent, landed);
        assertThat(at(balance, DOCK)).isEqualTo("1000");
        assertThat(at(balance, FARM)).isEqualTo("0");
        assertThat(balance.inTransit().add(balance.overdue())).isZero();
    }

    @Test
    void landingOfMoreThanWasCaughtIsUnexplainedAndLeavesNoVesselBelowZero() {
        EventBuilder caught = EventBuilder.add("urn:gdst:bizStep:fishingEvent")
                .on("2026-02-18T06:00:00-05:00")
                .at(FARM)
                .of(swordfish().link(), "1000", "LBR");
        EventBuilder first = EventBuilder.add("landing")
                .named("first")
                .on("2026-02-23T11:00:00-05:00")
                .at(DOCK)
                .of(swordfish().link(), "700", "LBR");
        EventBuilder second = EventBuilder.add("landing")
                .named("second")
                .on("2026-02-24T11:00:00-05:00")
                .at(DOCK)
                .of(swordfish().link(), "350", "LBR");

        Balance balance = balance(swordfish(), caught, first, second);
        assertThat(at(balance, DOCK)).isEqualTo("1050");
        assertThat(at(balance, FARM)).isEqualTo("0");
        assertThat(balance.unexplained()).isEqualByComparingTo("50");
    }

    @Test
    void lotMadeByAnAddAndReworkedLaterIsProducedByBoth() {
        EventBuilder made = EventBuilder.add("packing")
                .named("made")
                .on("2026-04-18T09:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "100", "CS");
        EventBuilder rework = transformation("commissioning")
                .named("rework")
                .on("2026-04-19T09:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "30", "CS")
                .into(LOT.link(), "25", "CS");
        EventBuilder repeated = EventBuilder.add("commissioning")
                .named("repeated")
                .on("2026-04-19T10:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "25", "CS");

        Balance balance = balance(LOT, made, rework, repeated);
        assertThat(balance.produced()).isEqualByComparingTo("125");
        assertThat(balance.consumed()).isEqualByComparingTo("30");
        assertThat(at(balance, PACKER)).isEqualTo("95");
    }

    @Test
    void addAfterOrAtTheInstantOfTheTransformationRepeatsIt() {
        EventBuilder same = EventBuilder.add("packing")
                .named("same instant")
                .on("2026-04-18T10:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "100", "CS");

        assertThat(balance(LOT, packed(100), same).produced()).isEqualByComparingTo("100");
    }

    @Test
    void addAtAnotherPlaceThanTheTransformationIsProducedToo() {
        EventBuilder elsewhere = add("packing")
                .named("elsewhere")
                .on("2026-04-20T10:00:00-04:00")
                .at(PROCESSOR)
                .of(LOT.link(), "70", "CS");

        Balance balance = balance(LOT, packed(100), elsewhere);

        assertThat(balance.produced()).isEqualByComparingTo("170");
        assertThat(at(balance, PROCESSOR)).isEqualTo("70");
    }

    @Test
    void quantityBelowZeroHasANote() {
        Balance neverMade = balance(LOT, shipped("sent", 8, 40, PACKER, WAREHOUSE));
        assertThat(neverMade.onHand()).isEqualByComparingTo("-40");
        assertThat(neverMade.notes())
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .contains(
                                "40 cases more left",
                                Gln.of(PACKER).orElseThrow().value(),
                                "the event that created the lot (harvest, packing, landing or receipt) is missing"));

        Balance elsewhere = balance(LOT, packed(100), shipped("sent", 8, 40, PROCESSOR, WAREHOUSE));
        assertThat(elsewhere.onHand()).isEqualByComparingTo("60");
        assertThat(elsewhere.notes())
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .contains(
                                Gln.of(PROCESSOR).orElseThrow().value(),
                                "than is known to have arrived or been made there"));
        assertThat(balance(LOT, packed(100)).notes()).isEmpty();
    }

    @Test
    void unitsOfMeasureAreNeverMixed() {
        List<Balance> balances = Traced.lot(
                        LOT,
                        packed(100),
                        transformation("commissioning")
                                .on("2026-04-20T15:00:00-04:00")
                                .at(PACKER)
                                .of(LOT.link(), "12", "KGM")
                                .into(salad().link(), "300", "EA"))
                .balance()
                .balances();

        assertThat(balances).extracting(Balance::uom).containsExactly("CS", "KGM");
        assertThat(balances.get(0).onHand()).isEqualByComparingTo("100");
        assertThat(balances.get(1).consumed()).isEqualByComparingTo("12");
    }
}
