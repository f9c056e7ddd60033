package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.pallet;
import static io.lotledger.api.lots.SampleKeys.serial;
import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.errorDeclaration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.LotQuery;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.TraceTooLarge;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which lots a lot was made of and went into, as the events in force say. */
class LineageIT {
    private final ToldLedger ledger = new ToldLedger();

    @Test
    void transformationLinksEveryInputToEveryOutput() {
        ledger.tell(event("t")
                .cases(lot("A"), 1)
                .cases(lot("B"), 2)
                .intoCases(lot("C"), 3)
                .intoCases(lot("D"), 4)
                .transformation());

        assertThat(ledger.lots(ledger.trace("A", Direction.FORWARD))).containsExactly("A", "C", "D");
        assertThat(ledger.lots(ledger.trace("D", Direction.BACKWARD))).containsExactly("D", "A", "B");
        assertThat(ledger.trace("D", Direction.BACKWARD).edges()).hasSize(2).allSatisfy(edge -> {
            assertThat(edge.eventId()).isEqualTo("urn:event:t");
            assertThat(edge.outputs()).hasSize(1);
            assertThat(edge.inputs()).hasSize(1);
        });
    }

    @Test
    void lotUsedInTwoUnitsOfMeasureHasAnAmountInEach() {
        ledger.tell(event("t")
                .cases(lot("A"), 10)
                .of(lot("A"), "5", "KGM")
                .of(lot("A"), "2", "XCS")
                .intoCases(lot("C"), 3)
                .transformation());

        assertThat(ledger.trace("C", Direction.BACKWARD).edges())
                .singleElement()
                .satisfies(edge -> {
                    assertThat(edge.inputs())
                            .containsExactly(
                                    new Trace.Amount(new BigDecimal("12"), "CS"),
                                    new Trace.Amount(new BigDecimal("5"), "KGM"));
                    assertThat(edge.outputs()).containsExactly(new Trace.Amount(new BigDecimal("3"), "CS"));
                });
    }

    @Test
    void transformationToldInTwoEventsIsOneInEitherOrder() {
        EpcisEvent used = event("in").at(1).partOf("urn:t:1").cases(lot("A"), 5).transformation();
        EpcisEvent made =
                event("out").at(9).partOf("urn:t:1").intoCases(lot("B"), 4).transformation();
        for (List<EpcisEvent> order : List.of(List.of(used, made), List.of(made, used))) {
            ledger.again();
            ledger.tell(order.toArray(EpcisEvent[]::new));

            Trace trace = ledger.trace("A", Direction.FORWARD);
            assertThat(ledger.lots(trace)).containsExactly("A", "B");
            assertThat(trace.edges()).extracting(Trace.Edge::eventId).containsExactly("urn:event:in", "urn:event:out");
            assertThat(ledger.lots(ledger.projected.lineage.trace(ledger.of("A"), Direction.FORWARD, 1)))
                    .containsExactly("A");
        }
    }

    @Test
    void bothIsTheUnionFromTheSeedAndDoesNotTurnRound() {
        ledger.tell(
                event("1")
                        .cases(lot("A"), 1)
                        .intoCases(lot("B"), 1)
                        .intoCases(lot("Sibling"), 1)
                        .transformation(),
                event("2")
                        .cases(lot("B"), 1)
                        .cases(lot("Other"), 1)
                        .intoCases(lot("C"), 1)
                        .transformation());

        assertThat(ledger.lots(ledger.trace("B", Direction.BOTH))).containsExactly("B", "A", "C");
        assertThat(ledger.trace("B", Direction.BOTH).edges())
                .extracting(edge -> ledger.name(edge.from()) + ledger.name(edge.to()))
                .containsExactlyInAnyOrder("AB", "BC", "OtherC");
    }

    @Test
    void cycleEndsSelfLoopStaysAndDiamondIsListedOnce() {
        ledger.tell(
                event("1")
                        .cases(lot("A"), 1)
                        .intoCases(lot("B"), 1)
                        .intoCases(lot("C"), 1)
                        .transformation(),
                event("2")
                        .cases(lot("B"), 1)
                        .cases(lot("C"), 1)
                        .intoCases(lot("D"), 1)
                        .transformation(),
                event("3").cases(lot("D"), 1).intoCases(lot("A"), 1).transformation(),
                event("4").cases(lot("D"), 1).intoCases(lot("D"), 1).transformation());

        assertThat(ledger.lots(ledger.trace("A", Direction.BOTH))).containsExactlyInAnyOrder("A", "B", "C", "D");
        assertThat(ledger.trace("A", Direction.BOTH).nodes())
                .as("a recall goes into the cycle, however short the way back is")
                .extracting(Trace.Node::role)
                .containsOnly(Trace.Role.SEED, Trace.Role.DOWNSTREAM);
        assertThat(ledger.trace("D", Direction.FORWARD).edges())
                .extracting(edge -> ledger.name(edge.from()) + ledger.name(edge.to()))
                .contains("DD", "DA");
    }

    @Test
    void declaredEventIsOutFromItsDeclarationOnWhicheverCameFirst() {
        EpcisEvent wrong =
                event("wrong").cases(lot("A"), 1).intoCases(lot("B"), 1).transformation();
        ledger.tell(wrong, errorDeclaration(wrong));

        assertThat(ledger.lots(ledger.projected.lineage.trace(ledger.of("A"), Direction.FORWARD, 1)))
                .containsExactly("A", "B");
        assertThat(ledger.lots(ledger.projected.lineage.trace(ledger.of("A"), Direction.FORWARD, 2)))
                .containsExactly("A");

        ledger.again();
        ledger.tell(errorDeclaration(wrong), wrong);
        assertThat(ledger.lots(ledger.projected.lineage.trace(ledger.of("A"), Direction.FORWARD, 2)))
                .containsExactly("A");
        assertThat(ledger.projected
                        .jdbc
                        .sql("select until from event")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void serialWhoseLotIsToldLaterIsInLineageFromThenOn() {
        ledger.tell(
                event("use").at(5).epc(serial("7")).intoCases(lot("B"), 1).transformation(),
                event("make").at(1).epc(serial("7")).lotNumber("A").object(ADD));

        assertThat(ledger.lots(ledger.trace("A", Direction.FORWARD))).containsExactly("A", "B");
        assertThat(ledger.events("A", Direction.FORWARD)).containsExactly("make", "use");
    }

    @Test
    void linkThroughASerialHoldsOnlyWhileItsLotIsKnown() {
        EpcisEvent told = event("told").at(1).epc(serial("7")).lotNumber("A").object(ADD);
        ledger.tell(
                event("use").at(5).epc(serial("7")).intoCases(lot("B"), 1).transformation(), // 1
                told, // 2
                errorDeclaration(told), // 3
                event("told-again").at(1).epc(serial("7")).lotNumber("A").object(ADD)); // 4

        assertThat(List.of(1L, 2L, 3L, 4L))
                .extracting(position ->
                        ledger.lots(ledger.projected.lineage.trace(ledger.of("A"), Direction.FORWARD, position)))
                .containsExactly(List.of("A"), List.of("A", "B"), List.of("A"), List.of("A", "B"));
    }

    @Test
    void anotherOrganisationsLotIsAnotherLot() {
        UUID other = UUID.fromString("6f2c7a10-0000-4000-8000-000000000002");
        ledger.log.add(ledger.projected.captured(
                other, event("t").cases(lot("A"), 1).intoCases(lot("Theirs"), 1).transformation()));
        ledger.log.add(ledger.projected.captured(
                other, event("p").in(pallet(1)).cases(lot("A"), 1).aggregation(ADD)));
        ledger.tell(
                event("t").cases(lot("A"), 1).intoCases(lot("Ours"), 1).transformation(),
                event("s").step("shipping").epc(pallet(1)).object(OBSERVE));

        assertThat(ledger.lots(ledger.trace("A", Direction.BOTH))).containsExactly("A", "Ours");
        assertThat(ledger.events("A", Direction.BOTH)).containsExactly("t");
        UUID theirs = LotKey.of(lot("Theirs")).orElseThrow().idIn(other);
        assertThat(ledger.projected.lineage.find(ORGANISATION, theirs)).isEmpty();
        assertThat(ledger.projected.lineage.find(other, theirs)).isPresent();
    }

    @Test
    void traceBeyondTheCeilingFailsLoudly() {
        ledger.tell(event("t")
                .cases(lot("A"), 1)
                .intoCases(lot("B"), 1)
                .intoCases(lot("C"), 1)
                .transformation());

        LotLineage narrow = new LotLineage(ledger.projected.jdbc, ledger.projected.manager, 2);
        assertThatThrownBy(() -> narrow.trace(ledger.of("A"), Direction.FORWARD, ledger.log.size()))
                .isInstanceOf(TraceTooLarge.class)
                .hasMessageContaining("more than 2 lots");
        assertThat(narrow.trace(ledger.of("B"), Direction.BACKWARD, ledger.log.size())
                        .nodes())
                .hasSize(2);
    }

    @Test
    void lotIsFoundByItsCodeInAnyForm() {
        ledger.tell(event("make")
                .cases("urn:epc:class:lgtin:0614141.107346.R%2F1", 1)
                .cases("urn:farm:bin:7", 1)
                .object(ADD));

        for (String tlc : List.of(
                "(01)10614141073464(10)R/1",
                "R/1",
                "urn:epc:class:lgtin:0614141.107346.R%2F1",
                "https://brand.example/x/01/10614141073464/10/R%2F1")) {
            assertThat(found(new LotQuery(tlc, null, null, null))).as(tlc).containsExactly("R%2F1");
        }
        assertThat(found(new LotQuery(null, new Gtin("10614141073464"), null, null)))
                .containsExactly("R%2F1");
        assertThat(found(new LotQuery(null, null, "urn:epc:idpat:sgtin:0614141.107346.*", null)))
                .containsExactly("R%2F1");
        assertThat(found(new LotQuery(null, null, "urn:farm:bin:7", null))).containsExactly("urn:farm:bin:7");
        assertThat(found(new LotQuery(null, null, null, "r/"))).containsExactly("R%2F1");
        assertThat(found(new LotQuery("R/1", new Gtin("00000000000000"), null, null)))
                .isEmpty();
    }

    private List<String> found(LotQuery query) {
        return ledger.projected.lineage.search(ORGANISATION, query, "", 10).stream()
                .map(ToldLedger::shortName)
                .toList();
    }
}
