package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.NOW;
import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.pallet;
import static io.lotledger.api.lots.SampleKeys.serial;
import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.errorDeclaration;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One chain with every hard case of lot lineage in it, by name, and the sets it must give: whatever order its events arrive in.
 *
 * <p>H1 is packed into P1 and P2, which share a pallet in a truck to the processor. P1 becomes S1; S1 becomes D1 and D2, and both D3.
 */
class HardCasesIT {
    private static final UUID STRANGER = UUID.fromString("6f2c7a10-0000-4000-8000-000000000009");
    private static final String FARM = "https://id.gs1.org/414/0614141000012";
    private static final String PACKER = "https://id.gs1.org/414/0614141000029";
    private static final String PROCESSOR = "https://id.gs1.org/414/0614141000036";
    private static final String WAREHOUSE = "https://id.gs1.org/414/0614141000043";
    private static final String CASE = pallet(11);
    private static final String PALLET = pallet(1);
    private static final String TRUCK = pallet(21);

    private static @Nullable ProjectedLedger ledger;
    private final List<Object> log = new ArrayList<>();

    @BeforeAll
    static void open() {
        ledger = new ProjectedLedger("hard_cases");
    }

    @AfterAll
    static void close() {
        ledger().close();
    }

    private static EpcisEvent made(String id, int hour, String from, String to, int quantity) {
        return event(id)
                .at(hour)
                .step("commissioning")
                .at(PROCESSOR)
                .cases(lot(from), quantity)
                .intoCases(lot(to), quantity)
                .transformation();
    }

    /** By name, in the order they happened. */
    private static Map<String, EpcisEvent> chain() {
        List<EpcisEvent> chain = new ArrayList<>();
        chain.add(event("harvest")
                .at(1)
                .step("harvesting")
                .at(FARM)
                .cases(lot("H1"), 100)
                .object(ADD));
        chain.add(event("harvest-2")
                .at(1)
                .step("harvesting")
                .at(FARM)
                .cases(lot("H2"), 10)
                .object(ADD));
        chain.add(event("pack")
                .at(2)
                .step("packing")
                .at(PACKER)
                .cases(lot("H1"), 100)
                .intoCases(lot("P1"), 60)
                .intoCases(lot("P2"), 40)
                .transformation());
        chain.add(event("pack-2")
                .at(2)
                .step("packing")
                .at(PACKER)
                .cases(lot("H2"), 10)
                .intoCases(lot("R1"), 10)
                .transformation());
        // nested units: case in pallet in truck
        chain.add(event("fill-case")
                .at(3)
                .step("packing")
                .at(PACKER)
                .in(CASE)
                .cases(lot("P1"), 40)
                .aggregation(ADD));
        chain.add(event("fill-pallet")
                .at(4)
                .step("packing")
                .at(PACKER)
                .in(PALLET)
                .epc(CASE)
                .cases(lot("P2"), 30)
                .aggregation(ADD));
        chain.add(event("load")
                .at(5)
                .step("loading")
                .at(PACKER)
                .in(TRUCK)
                .epc(PALLET)
                .aggregation(ADD));
        chain.add(event("ship")
                .at(6)
                .step("shipping")
                .epc(TRUCK)
                .paper("bol", "urn:bol:1")
                .between(PACKER, PROCESSOR)
                .object(OBSERVE));
        // DELETE without children: the truck is empty, the pallet in it is not
        chain.add(
                event("unload").at(7).step("unloading").at(PROCESSOR).in(TRUCK).aggregation(DELETE));
        // a receiving aggregation lists what really came: 5 of P2 are missing
        chain.add(event("receive")
                .at(8)
                .step("receiving")
                .at(PROCESSOR)
                .in(PALLET)
                .cases(lot("P1"), 40)
                .cases(lot("P2"), 25)
                .paper("bol", "urn:bol:1")
                .aggregation(OBSERVE));
        chain.add(
                event("unpack").at(9).step("unpacking").at(PROCESSOR).in(PALLET).aggregation(DELETE));
        chain.add(event("unpack-case")
                .at(9)
                .step("unpacking")
                .at(PROCESSOR)
                .in(CASE)
                .aggregation(DELETE));
        // the pallet's SSCC is used again
        chain.add(event("reuse")
                .at(10)
                .step("packing")
                .at(PACKER)
                .in(PALLET)
                .cases(lot("R1"), 10)
                .aggregation(ADD));
        chain.add(event("ship-again")
                .at(11)
                .step("shipping")
                .epc(PALLET)
                .between(PACKER, WAREHOUSE)
                .object(OBSERVE));
        // one transformation told in two events
        chain.add(event("mix-in")
                .at(12)
                .step("commissioning")
                .at(PROCESSOR)
                .partOf("urn:t:mix")
                .cases(lot("P1"), 20)
                .transformation());
        chain.add(event("mix-out")
                .at(13)
                .step("commissioning")
                .at(PROCESSOR)
                .partOf("urn:t:mix")
                .intoCases(lot("S1"), 20)
                .transformation());
        // a shipment, and the void that names nothing but its document
        chain.add(event("ship-void")
                .at(14)
                .step("shipping")
                .cases(lot("S1"), 9)
                .paper("bol", "urn:bol:2")
                .between(PROCESSOR, WAREHOUSE)
                .object(OBSERVE));
        chain.add(event("void")
                .at(15)
                .step("void_shipping")
                .paper("bol", "urn:bol:2")
                .object(OBSERVE));
        chain.add(event("ship-real")
                .at(16)
                .step("shipping")
                .cases(lot("S1"), 4)
                .paper("bol", "urn:bol:3")
                .between(PROCESSOR, WAREHOUSE)
                .object(OBSERVE));
        chain.add(event("receive-real")
                .at(17)
                .step("receiving")
                .at(WAREHOUSE)
                .cases(lot("S1"), 4)
                .paper("bol", "urn:bol:3")
                .object(OBSERVE));
        chain.add(made("rework", 18, "S1", "S1", 2));
        // a diamond
        chain.add(made("left", 19, "S1", "D1", 3));
        chain.add(made("right", 19, "S1", "D2", 3));
        chain.add(event("join")
                .at(20)
                .step("commissioning")
                .at(PROCESSOR)
                .cases(lot("D1"), 3)
                .cases(lot("D2"), 3)
                .intoCases(lot("D3"), 6)
                .transformation());
        // lots that came of each other
        chain.add(made("to-a", 21, "S1", "A", 1));
        chain.add(made("a-to-b", 22, "A", "B", 1));
        chain.add(made("b-to-a", 23, "B", "A", 1));
        // declared wrong, with what stands in for it
        EpcisEvent wrong = made("wrong", 24, "S1", "W", 1);
        chain.add(wrong);
        chain.add(errorDeclaration(wrong, "urn:event:right-one"));
        chain.add(made("right-one", 24, "S1", "C", 1));
        // serials: one whose lot is told when it is made, one whose lot nobody tells
        chain.add(event("label")
                .at(25)
                .step("commissioning")
                .at(PROCESSOR)
                .epc(serial("7"))
                .lotNumber("D3")
                .object(ADD));
        chain.add(event("sell")
                .at(26)
                .step("retail_selling")
                .at(WAREHOUSE)
                .epc(serial("7"))
                .object(OBSERVE));
        chain.add(event("sell-unknown")
                .at(26)
                .step("retail_selling")
                .at(WAREHOUSE)
                .epc(serial("8"))
                .object(OBSERVE));
        Map<String, EpcisEvent> byName = new LinkedHashMap<>();
        for (EpcisEvent one : chain) {
            boolean declaration = one.fields().errorDeclaration() != null;
            byName.put(name(one.eventID()) + (declaration ? " declared wrong" : ""), one);
        }
        return byName;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, 42, 1_204})
    void everyHardCaseGivesItsSetsInWhateverOrderItArrives(long order) {
        List<EpcisEvent> chain = new ArrayList<>(chain().values());
        if (order < 0) Collections.reverse(chain);
        else if (order > 0) Collections.shuffle(chain, new Random(order));
        ledger().reset();
        // behind the wall another organisation uses the same lots and the same units
        EpcisEvent theirs = made("theirs", 12, "P1", "X", 9);
        log.add(ledger().captured(STRANGER, theirs));
        log.add(ledger().captured(
                        STRANGER,
                        event("their-pallet")
                                .at(3)
                                .in(PALLET)
                                .cases(lot("S1"), 9)
                                .aggregation(ADD)));
        chain.forEach(event -> log.add(ledger().captured(ORGANISATION, event)));
        ledger().project(log, 4);

        assertThat(lots("H1", Direction.FORWARD))
                .as("nothing beyond the wall, nothing declared wrong, nothing that only stood on the pallet")
                .containsExactlyInAnyOrder("H1", "P1", "P2", "S1", "D1", "D2", "D3", "A", "B", "C");
        assertThat(lots("D3", Direction.BACKWARD))
                .as("a diamond once, a sibling not")
                .containsExactlyInAnyOrder("D3", "D1", "D2", "S1", "P1", "H1");
        assertThat(lots("S1", Direction.BOTH))
                .containsExactlyInAnyOrder("S1", "P1", "H1", "D1", "D2", "D3", "A", "B", "C");
        assertThat(lots("R1", Direction.BOTH))
                .as("the pallet it was put on later relates it to nothing")
                .containsExactlyInAnyOrder("R1", "H2");
        assertThat(lots("A", Direction.BOTH)).containsExactlyInAnyOrder("A", "B", "S1", "P1", "H1");
        assertThat(edges("S1", Direction.FORWARD))
                .containsExactlyInAnyOrder(
                        "S1>S1 rework",
                        "S1>D1 left",
                        "S1>D2 right",
                        "D1>D3 join",
                        "D2>D3 join",
                        "S1>A to-a",
                        "A>B a-to-b",
                        "B>A b-to-a",
                        "S1>C right-one");
        assertThat(edges("S1", Direction.BACKWARD))
                .contains("P1>S1 mix-in", "P1>S1 mix-out", "H1>P1 pack")
                .doesNotContain("H1>P2 pack");

        assertThat(ctes("P1"))
                .as("through case, pallet and truck")
                .containsEntry("pack", "initialPacking")
                .containsEntry("ship", "shipping")
                .containsEntry("receive", "receiving")
                .doesNotContainKey("ship-again");
        assertThat(ctes("R1")).containsEntry("ship-again", "shipping").doesNotContainKeys("ship", "receive");
        assertThat(ctes("S1"))
                .containsEntry("ship-void", "none")
                .containsEntry("ship-real", "shipping")
                .containsEntry("receive-real", "receiving");
        assertThat(events("R1")).containsExactlyInAnyOrder("harvest-2", "pack-2", "reuse", "ship-again");
        assertThat(events("D3")).contains("label", "sell").doesNotContain("sell-unknown", "wrong", "theirs");
        assertThat(events("S1")).contains("ship-void", "void").doesNotContain("wrong");

        Balance balance = balance("P2");
        assertThat(balance.shipped()).isEqualByComparingTo("30");
        assertThat(balance.received()).isEqualByComparingTo("25");
        assertThat(balance.shortfall()).isEqualByComparingTo("5");
        assertThat(balance.inTransit()).isZero();
        assertThat(balance.onHand()).isEqualByComparingTo("35");
        assertThat(balance("S1").shipped()).as("what was voided never left").isEqualByComparingTo("4");

        assertThat(findings("P2")).contains(FindingKind.SHORT_RECEIPT);
        assertThat(findings("P1")).doesNotContain(FindingKind.SHORT_RECEIPT);
        assertThat(findings("S1")).contains(FindingKind.REWORK_SAME_TLC).doesNotContain(FindingKind.CYCLE);
        assertThat(findings("A")).contains(FindingKind.CYCLE);
        assertThat(ledger().lineage.find(ORGANISATION, id("X"))).isEmpty();
        assertThat(ledger().lineage.find(STRANGER, id("H1"))).isEmpty();
    }

    /** Half of what is in the pallet is unpacked before the pallet is used, and the case is nested in it. */
    private static List<EpcisEvent> usesAPallet() {
        return new ArrayList<>(List.of(
                event("fill-case")
                        .at(1)
                        .step("packing")
                        .in(CASE)
                        .cases(lot("N"), 4)
                        .aggregation(ADD),
                event("fill")
                        .at(2)
                        .step("packing")
                        .in(PALLET)
                        .epc(CASE)
                        .cases(lot("L"), 40)
                        .cases(lot("Out"), 3)
                        .aggregation(ADD),
                event("partly")
                        .at(3)
                        .step("unpacking")
                        .in(PALLET)
                        .cases(lot("L"), 10)
                        .aggregation(DELETE),
                event("off")
                        .at(3)
                        .step("unpacking")
                        .in(PALLET)
                        .cases(lot("Out"), 3)
                        .aggregation(DELETE),
                event("use")
                        .at(4)
                        .step("commissioning")
                        .at(PROCESSOR)
                        .partOf("urn:t:use")
                        .epc(PALLET)
                        .transformation(),
                event("made")
                        .at(5)
                        .step("commissioning")
                        .at(PROCESSOR)
                        .partOf("urn:t:use")
                        .intoCases(lot("R"), 20)
                        .transformation(),
                event("refill")
                        .at(6)
                        .step("packing")
                        .in(PALLET)
                        .cases(lot("Later"), 9)
                        .aggregation(ADD)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, 42, 1_204})
    void whatIsInAUnitThatATransformationUsesIsWhatItUses(long order) {
        List<EpcisEvent> chain = usesAPallet();
        if (order < 0) Collections.reverse(chain);
        else if (order > 0) Collections.shuffle(chain, new Random(order));
        ledger().reset();
        chain.forEach(event -> log.add(ledger().captured(ORGANISATION, event)));
        ledger().project(log, 2);

        assertThat(lots("R", Direction.BACKWARD)).containsExactlyInAnyOrder("R", "L", "N");
        assertThat(lots("L", Direction.FORWARD)).containsExactlyInAnyOrder("L", "R");
        assertThat(lots("N", Direction.FORWARD)).containsExactlyInAnyOrder("N", "R");
        assertThat(lots("Out", Direction.BOTH)).containsExactly("Out");
        assertThat(lots("Later", Direction.BOTH)).containsExactly("Later");
        assertThat(ledger().lineage
                        .trace(of("L"), Direction.FORWARD, log.size())
                        .edges())
                .as("the amount is what was left in the pallet")
                .anySatisfy(edge ->
                        assertThat(edge.inputs()).containsExactly(new Trace.Amount(new BigDecimal("30"), "CS")));
        assertThat(ctes("R")).containsEntry("made", "transformation");
    }

    @Test
    void whatIsPackedInACaseMovesWithItThoughItsUriNamesItsOwnLot() {
        ledger().reset();
        String ownLot = SampleKeys.serialOf("K", "1");
        tell(
                event("fill")
                        .at(1)
                        .step("packing")
                        .at(PACKER)
                        .in(ownLot)
                        .cases(lot("I"), 3)
                        .aggregation(ADD),
                event("ship")
                        .at(2)
                        .step("shipping")
                        .epc(ownLot)
                        .between(PACKER, PROCESSOR)
                        .object(OBSERVE),
                event("receive")
                        .at(3)
                        .step("receiving")
                        .at(PROCESSOR)
                        .epc(ownLot)
                        .object(OBSERVE),
                event("use")
                        .at(4)
                        .step("commissioning")
                        .at(PROCESSOR)
                        .epc(ownLot)
                        .intoCases(lot("R"), 1)
                        .transformation());

        assertThat(ctes("I")).containsEntry("ship", "shipping").containsEntry("receive", "receiving");
        assertThat(ctes("K")).containsEntry("ship", "shipping").containsEntry("receive", "receiving");
        assertThat(lots("R", Direction.BACKWARD)).containsExactlyInAnyOrder("R", "I", "K");
        assertThat(ledger().lineage
                        .trace(of("K"), Direction.FORWARD, log.size())
                        .edges())
                .as("the case is one of its lot, once")
                .flatExtracting(Trace.Edge::inputs)
                .contains(new Trace.Amount(BigDecimal.ONE, null));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, 42})
    void unitUsedAndPackedAgainLinksOnlyWhatIsPackedAfterwards(long order) {
        tell(
                order,
                packs("pack", 2, PALLET, "A1", 50),
                event("use")
                        .at(3)
                        .at(PROCESSOR)
                        .epc(PALLET)
                        .intoCases(lot("B1"), 30)
                        .transformation(),
                packs("again", 4, PALLET, "K1", 20),
                event("use-again")
                        .at(5)
                        .at(PROCESSOR)
                        .epc(PALLET)
                        .intoCases(lot("Z1"), 10)
                        .transformation());

        assertThat(lots("Z1", Direction.BACKWARD)).containsExactlyInAnyOrder("Z1", "K1");
        assertThat(lots("A1", Direction.FORWARD)).containsExactlyInAnyOrder("A1", "B1");
        assertThat(balance("A1").consumed()).isEqualByComparingTo("50");
        assertThat(ctes("A1")).doesNotContainKey("use-again");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, 42})
    void caseUsedInItsPalletAndPackedAgainLinksOnlyWhatIsPackedAfterwards(long order) {
        tell(
                order,
                packs("pack", 1, CASE, "A1", 50),
                event("load").at(2).in(PALLET).epc(CASE).aggregation(ADD),
                event("use")
                        .at(3)
                        .at(PROCESSOR)
                        .epc(PALLET)
                        .intoCases(lot("B1"), 30)
                        .transformation(),
                packs("again", 4, CASE, "K1", 20),
                event("use-again")
                        .at(5)
                        .at(PROCESSOR)
                        .epc(CASE)
                        .intoCases(lot("Z1"), 10)
                        .transformation());

        assertThat(lots("Z1", Direction.BACKWARD)).containsExactlyInAnyOrder("Z1", "K1");
        assertThat(lots("A1", Direction.FORWARD)).containsExactlyInAnyOrder("A1", "B1");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, 42})
    void relabelledOnTheSamePalletOnlyTheNewLotShips(long order) {
        tell(
                order,
                packs("pack", 2, PALLET, "A1", 50),
                event("relabel")
                        .at(3)
                        .at(PROCESSOR)
                        .epc(PALLET)
                        .intoCases(lot("B1"), 50)
                        .transformation(),
                packs("again", 4, PALLET, "B1", 50),
                ships("ship", 5, PALLET, PROCESSOR, WAREHOUSE));

        assertThat(ctes("A1")).doesNotContainKey("ship");
        assertThat(balance("A1").shipped()).isZero();
        assertThat(balance("B1").shipped()).isEqualByComparingTo("50");
    }

    @Test
    void transformationDeclaredErroneousEndsNothing() {
        EpcisEvent use = event("use")
                .at(3)
                .at(PROCESSOR)
                .epc(PALLET)
                .intoCases(lot("B1"), 30)
                .transformation();
        tell(
                0,
                packs("pack", 2, PALLET, "A1", 50),
                use,
                packs("again", 4, PALLET, "K1", 20),
                ships("ship", 5, PALLET, PROCESSOR, WAREHOUSE));
        assertThat(ctes("A1")).doesNotContainKey("ship");

        tell(errorDeclaration(use));
        assertThat(ctes("A1")).containsEntry("ship", "shipping");
    }

    @ParameterizedTest
    @CsvSource({"destroying, DELETE", "decommissioning, DELETE", "retail_selling, OBSERVE", "destroying, OBSERVE"})
    void unitThatEndedAndIsPackedAgainShipsOnlyWhatIsPackedAfterwards(String step, Action action) {
        tell(
                -1,
                packs("pack", 2, PALLET, "A1", 50),
                event("end").at(3).step(step).at(PACKER).epc(PALLET).object(action),
                packs("again", 4, PALLET, "B1", 9),
                ships("ship", 5, PALLET, PACKER, WAREHOUSE));

        assertThat(ctes("A1")).doesNotContainKey("ship").containsKey("end");
        assertThat(balance("B1").shipped()).isEqualByComparingTo("9");
        assertThat(balance("A1").sold().add(balance("A1").destroyed())).isEqualByComparingTo("50");
    }

    @Test
    void serialsThatATransformationUsesShipWithNoPallet() {
        String[] serials = {"1", "2", "3", "4"};
        for (int i = 0; i < serials.length; i++) serials[i] = SampleKeys.serialOf("A1", serials[i]);
        tell(
                7,
                event("make")
                        .at(1)
                        .step("commissioning")
                        .at(PACKER)
                        .epc(serials)
                        .object(ADD),
                event("pack")
                        .at(2)
                        .step("packing")
                        .at(PACKER)
                        .in(PALLET)
                        .epc(serials)
                        .aggregation(ADD),
                event("use")
                        .at(3)
                        .at(PACKER)
                        .epc(serials[0], serials[1])
                        .intoCases(lot("B1"), 2)
                        .transformation(),
                ships("ship", 5, PALLET, PACKER, WAREHOUSE));

        assertThat(balance("A1").consumed()).isEqualByComparingTo("2");
        assertThat(balance("A1").shipped()).isEqualByComparingTo("2");
        assertThat(balance("A1").onHand()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"ADD", "OBSERVE"})
    void whatAReceiptDoesNotListShipsNoFurther(Action action) {
        tell(
                42,
                event("pack")
                        .at(2)
                        .step("packing")
                        .at(PACKER)
                        .in(PALLET)
                        .cases(lot("A1"), 50)
                        .cases(lot("B1"), 30)
                        .aggregation(ADD),
                ships("ship", 3, PALLET, PACKER, WAREHOUSE),
                event("receive")
                        .at(4)
                        .step("receiving")
                        .at(WAREHOUSE)
                        .in(PALLET)
                        .cases(lot("A1"), 45)
                        .aggregation(action),
                ships("ship-on", 5, PALLET, WAREHOUSE, PROCESSOR));

        assertThat(ctes("B1")).containsEntry("ship", "shipping").doesNotContainKey("ship-on");
        assertThat(findings("B1")).contains(FindingKind.SHORT_RECEIPT);
        assertThat(balance("B1").shipped()).isEqualByComparingTo("30");
        assertThat(balance("A1").shipped()).as("50, then 45").isEqualByComparingTo("95");
        assertThat(balance("A1").inTransit()).isEqualByComparingTo("45");
    }

    @Test
    void palletThatDidNotComeWithItsContainerShipsNoFurther() {
        tell(
                7,
                packs("pack", 1, PALLET, "A1", 50),
                packs("pack-2", 1, CASE, "B1", 30),
                event("load").at(2).in(TRUCK).epc(PALLET, CASE).aggregation(ADD),
                ships("ship", 3, TRUCK, PACKER, WAREHOUSE),
                event("receive")
                        .at(4)
                        .step("receiving")
                        .at(WAREHOUSE)
                        .in(TRUCK)
                        .epc(PALLET)
                        .aggregation(OBSERVE),
                ships("ship-on", 5, TRUCK, WAREHOUSE, PROCESSOR));

        assertThat(ctes("A1")).containsEntry("ship-on", "shipping");
        assertThat(ctes("B1")).containsEntry("ship", "shipping").doesNotContainKey("ship-on");
    }

    @Test
    void movementToldOfAContainerAndOfItsPalletsIsOne() {
        tell(
                7,
                packs("pack", 1, PALLET, "A1", 50),
                packs("pack-2", 1, CASE, "A1", 30),
                event("load").at(2).in(TRUCK).epc(PALLET, CASE).aggregation(ADD),
                ships("ship", 3, TRUCK, PACKER, WAREHOUSE),
                ships("ship-pallet", 3, PALLET, PACKER, WAREHOUSE),
                ships("ship-case", 3, CASE, PACKER, WAREHOUSE),
                receives("receive-pallet", PALLET),
                receives("receive", TRUCK));

        assertThat(ctes("A1"))
                .containsEntry("ship", "shipping")
                .containsEntry("ship-pallet", "none")
                .containsEntry("ship-case", "none")
                .containsEntry("receive", "receiving")
                .containsEntry("receive-pallet", "none");
        assertThat(balance("A1").shipped()).isEqualByComparingTo("80");
        assertThat(balance("A1").received()).isEqualByComparingTo("80");
        assertThat(findings("A1")).doesNotContain(FindingKind.SHORT_RECEIPT, FindingKind.OVER_RECEIPT);
    }

    private static EpcisEvent receives(String id, String unit) {
        return event(id).at(4).step("receiving").at(WAREHOUSE).epc(unit).object(OBSERVE);
    }

    private static EpcisEvent packs(String id, int hour, String unit, String lot, int cases) {
        return event(id)
                .at(hour)
                .step("packing")
                .at(PACKER)
                .in(unit)
                .cases(lot(lot), cases)
                .aggregation(ADD);
    }

    private static EpcisEvent ships(String id, int hour, String unit, String from, String to) {
        return event(id).at(hour).step("shipping").epc(unit).between(from, to).object(OBSERVE);
    }

    /** Into an empty ledger, two at a time. */
    private void tell(long order, EpcisEvent... events) {
        List<EpcisEvent> chain = new ArrayList<>(List.of(events));
        if (order < 0) Collections.reverse(chain);
        else if (order > 0) Collections.shuffle(chain, new Random(order));
        ledger().reset();
        chain.forEach(event -> log.add(ledger().captured(ORGANISATION, event)));
        ledger().project(log, 2);
    }

    @Test
    void linkThroughAUnitHoldsWhileThePackingDoes() {
        ledger().reset();
        List<EpcisEvent> chain = usesAPallet();
        EpcisEvent late = event("late")
                .at(2)
                .step("packing")
                .in(CASE)
                .cases(lot("Late"), 1)
                .aggregation(ADD);
        chain.forEach(this::tell);
        tell(late);
        tell(errorDeclaration(chain.get(1)));

        int told = chain.size();
        assertThat(lots("R", Direction.BACKWARD, told)).containsExactlyInAnyOrder("R", "L", "N");
        assertThat(lots("R", Direction.BACKWARD, told + 1)).containsExactlyInAnyOrder("R", "L", "N", "Late");
        assertThat(lots("R", Direction.BACKWARD, told + 2)).containsExactly("R");
        assertThat(lots("L", Direction.FORWARD, told + 2)).containsExactly("L");
    }

    @Test
    void harvestInBinsThatAreUnpackedByPackingItIsHarvestedAndPacked() {
        ledger().reset();
        tell(
                event("harvest")
                        .at(1)
                        .step("creating_class_instance")
                        .readAt(FARM)
                        .locatedAt(FARM + "/254/N")
                        .cases(lot("H"), 100)
                        .object(ADD),
                event("fill")
                        .at(2)
                        .step("packing")
                        .at(FARM)
                        .in(PALLET)
                        .cases(lot("H"), 100)
                        .aggregation(ADD),
                event("pack")
                        .at(4)
                        .step("creating_class_instance")
                        .at(PACKER)
                        .epc(PALLET)
                        .intoCases(lot("P"), 10)
                        .transformation());

        assertThat(lots("P", Direction.BACKWARD)).containsExactlyInAnyOrder("P", "H");
        assertThat(ctes("P")).containsEntry("pack", "initialPacking");
        assertThat(ctes("H")).containsEntry("harvest", "harvesting");
    }

    @Test
    void declarationCountsFromWhenItWasCapturedOnAndAlwaysWhereItCameFirst() {
        Map<String, EpcisEvent> chain = chain();
        EpcisEvent wrong = Objects.requireNonNull(chain.remove("wrong"));
        EpcisEvent declared = Objects.requireNonNull(chain.remove("wrong declared wrong"));
        EpcisEvent instead = Objects.requireNonNull(chain.remove("right-one"));
        ledger().reset();
        chain.values().forEach(event -> log.add(ledger().captured(ORGANISATION, event)));
        List<Object> before = List.copyOf(log);
        long asOf = before.size();

        tell(wrong, declared, instead);
        assertThat(lots("S1", Direction.FORWARD, asOf)).doesNotContain("W", "C");
        assertThat(lots("S1", Direction.FORWARD, asOf + 1)).contains("W").doesNotContain("C");
        assertThat(lots("S1", Direction.FORWARD, asOf + 2)).doesNotContain("W", "C");
        assertThat(lots("S1", Direction.FORWARD, asOf + 3)).contains("C").doesNotContain("W");

        ledger().reset();
        log.clear();
        log.addAll(before);
        tell(declared, instead, wrong);
        for (long position = asOf; position <= asOf + 3; position++) {
            assertThat(lots("S1", Direction.FORWARD, position))
                    .as("as of %s", position)
                    .doesNotContain("W");
        }
    }

    private void tell(EpcisEvent... events) {
        for (EpcisEvent event : events) log.add(ledger().captured(ORGANISATION, event));
        ledger().project(log, 3);
    }

    private Set<String> lots(String seed, Direction direction) {
        return lots(seed, direction, log.size());
    }

    private static Set<String> lots(String seed, Direction direction, long position) {
        Trace trace = ledger().lineage.trace(of(seed), direction, position);
        List<String> names = trace.nodes().stream()
                .map(node -> node.lot().key().uri().replace(lot(""), ""))
                .toList();
        assertThat(names).as("each once").doesNotHaveDuplicates();
        return new TreeSet<>(names);
    }

    private List<String> edges(String seed, Direction direction) {
        return ledger().lineage.trace(of(seed), direction, log.size()).edges().stream()
                .map(edge -> lotName(edge.from()) + ">" + lotName(edge.to()) + " " + name(edge.eventId()))
                .toList();
    }

    private Set<String> events(String seed) {
        return ledger().evidence.of(ledger().lineage.trace(of(seed), Direction.BOTH, log.size())).events().stream()
                .map(captured -> name(captured.event().eventID()))
                .collect(Collectors.toSet());
    }

    private Balance balance(String seed) {
        List<Balance> balances =
                ledger().accounts.massBalance(of(seed), log.size(), NOW).balances();
        assertThat(balances).hasSize(1);
        return balances.get(0);
    }

    /** Of the lot; and its traces have what their lots have. */
    private Set<FindingKind> findings(String seed) {
        for (Direction direction : Direction.values()) {
            Trace trace = ledger().lineage.trace(of(seed), direction, log.size());
            assertThat(ledger().findings.each(trace, NOW))
                    .as("in parts: " + seed + " " + direction)
                    .containsExactlyElementsOf(ledger().findings.of(trace, NOW));
            assertThat(ledger().findings.of(trace, NOW))
                    .as(seed + " " + direction)
                    .containsExactlyInAnyOrderElementsOf(
                            ledger().findings.of(ORGANISATION, trace.lotIds(), log.size(), NOW));
        }
        return ledger().findings.of(ORGANISATION, List.of(of(seed).id()), log.size(), NOW).stream()
                .map(Finding::kind)
                .collect(Collectors.toSet());
    }

    private static Map<String, String> ctes(String seed) {
        return ledger()
                .jdbc
                .sql("select event_id, cte from critical_tracking_event where lot_id = :lot")
                .param("lot", of(seed).id())
                .query((row, n) -> Map.entry(name(row.getString(1)), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static UUID id(String name) {
        return LotKey.of(lot(name)).orElseThrow().idIn(ORGANISATION);
    }

    private static Lot of(String name) {
        return ledger().lot(lot(name));
    }

    private static String lotName(UUID lot) {
        return ledger().lineage
                .find(ORGANISATION, lot)
                .orElseThrow()
                .key()
                .uri()
                .replace(lot(""), "");
    }

    private static String name(String eventID) {
        return eventID.replace("urn:event:", "");
    }

    private static ProjectedLedger ledger() {
        if (ledger == null) throw new IllegalStateException("no database");
        return ledger;
    }
}
