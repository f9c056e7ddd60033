package io.lotledger.api.lots;

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

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import io.lotledger.projections.lineage.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    private static @Nullable NamedLots ledger;

    @BeforeAll
    static void open() {
        ledger = new NamedLots("hard_cases");
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
            byName.put(NamedLots.name(one.eventID()) + (declaration ? " declared wrong" : ""), one);
        }
        return byName;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, 42, 1_204})
    void everyHardCaseGivesItsSetsInWhateverOrderItArrives(long order) {
        List<EpcisEvent> chain = NamedLots.inOrder(order, List.copyOf(chain().values()));
        ledger().reset();
        // behind the wall another organisation uses the same lots and the same units
        EpcisEvent theirs = made("theirs", 12, "P1", "X", 9);
        ledger().add(STRANGER, theirs);
        ledger().add(
                        STRANGER,
                        event("their-pallet")
                                .at(3)
                                .in(PALLET)
                                .cases(lot("S1"), 9)
                                .aggregation(ADD));
        chain.forEach(event -> ledger().add(ORGANISATION, event));
        ledger().project(4);

        assertThat(ledger().lots("H1", Direction.FORWARD))
                .as("nothing beyond the wall, nothing declared wrong, nothing that only stood on the pallet")
                .containsExactlyInAnyOrder("H1", "P1", "P2", "S1", "D1", "D2", "D3", "A", "B", "C");
        assertThat(ledger().lots("D3", Direction.BACKWARD))
                .as("a diamond once, a sibling not")
                .containsExactlyInAnyOrder("D3", "D1", "D2", "S1", "P1", "H1");
        assertThat(ledger().lots("S1", Direction.BOTH))
                .containsExactlyInAnyOrder("S1", "P1", "H1", "D1", "D2", "D3", "A", "B", "C");
        assertThat(ledger().lots("R1", Direction.BOTH))
                .as("the pallet it was put on later relates it to nothing")
                .containsExactlyInAnyOrder("R1", "H2");
        assertThat(ledger().lots("A", Direction.BOTH)).containsExactlyInAnyOrder("A", "B", "S1", "P1", "H1");
        assertThat(ledger().edges("S1", Direction.FORWARD))
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
        assertThat(ledger().edges("S1", Direction.BACKWARD))
                .contains("P1>S1 mix-in", "P1>S1 mix-out", "H1>P1 pack")
                .doesNotContain("H1>P2 pack");

        assertThat(ledger().ctes("P1"))
                .as("through case, pallet and truck")
                .containsEntry("pack", "initialPacking")
                .containsEntry("ship", "shipping")
                .containsEntry("receive", "receiving")
                .doesNotContainKey("ship-again");
        assertThat(ledger().ctes("R1")).containsEntry("ship-again", "shipping").doesNotContainKeys("ship", "receive");
        assertThat(ledger().ctes("S1"))
                .containsEntry("ship-void", "none")
                .containsEntry("ship-real", "shipping")
                .containsEntry("receive-real", "receiving");
        assertThat(ledger().events("R1")).containsExactlyInAnyOrder("harvest-2", "pack-2", "reuse", "ship-again");
        assertThat(ledger().events("D3")).contains("label", "sell").doesNotContain("sell-unknown", "wrong", "theirs");
        assertThat(ledger().events("S1")).contains("ship-void", "void").doesNotContain("wrong");

        Balance balance = ledger().balance("P2");
        assertThat(balance.shipped()).isEqualByComparingTo("30");
        assertThat(balance.received()).isEqualByComparingTo("25");
        assertThat(balance.shortfall()).isEqualByComparingTo("5");
        assertThat(balance.inTransit()).isZero();
        assertThat(balance.onHand()).isEqualByComparingTo("35");
        assertThat(ledger().balance("S1").shipped())
                .as("what was voided never left")
                .isEqualByComparingTo("4");

        assertThat(ledger().findings("P2")).contains(FindingKind.SHORT_RECEIPT);
        assertThat(ledger().findings("P1")).doesNotContain(FindingKind.SHORT_RECEIPT);
        assertThat(ledger().findings("S1"))
                .contains(FindingKind.REWORK_SAME_TLC)
                .doesNotContain(FindingKind.CYCLE);
        assertThat(ledger().findings("A")).contains(FindingKind.CYCLE);
        assertThat(ledger().lineage().find(ORGANISATION, NamedLots.id("X"))).isEmpty();
        assertThat(ledger().lineage().find(STRANGER, NamedLots.id("H1"))).isEmpty();
    }

    @Test
    void declarationCountsFromWhenItWasCapturedOnAndAlwaysWhereItCameFirst() {
        Map<String, EpcisEvent> chain = chain();
        EpcisEvent wrong = Objects.requireNonNull(chain.remove("wrong"));
        EpcisEvent declared = Objects.requireNonNull(chain.remove("wrong declared wrong"));
        EpcisEvent instead = Objects.requireNonNull(chain.remove("right-one"));
        ledger().reset();
        chain.values().forEach(event -> ledger().add(ORGANISATION, event));
        List<Object> before = ledger().log();
        long asOf = before.size();

        ledger().tell(wrong, declared, instead);
        assertThat(ledger().lots("S1", Direction.FORWARD, asOf)).doesNotContain("W", "C");
        assertThat(ledger().lots("S1", Direction.FORWARD, asOf + 1))
                .contains("W")
                .doesNotContain("C");
        assertThat(ledger().lots("S1", Direction.FORWARD, asOf + 2)).doesNotContain("W", "C");
        assertThat(ledger().lots("S1", Direction.FORWARD, asOf + 3))
                .contains("C")
                .doesNotContain("W");

        ledger().resetTo(before);
        ledger().tell(declared, instead, wrong);
        for (long position = asOf; position <= asOf + 3; position++) {
            assertThat(ledger().lots("S1", Direction.FORWARD, position))
                    .as("as of %s", position)
                    .doesNotContain("W");
        }
    }

    private static NamedLots ledger() {
        if (ledger == null) throw new IllegalStateException("no database");
        return ledger;
    }
}
