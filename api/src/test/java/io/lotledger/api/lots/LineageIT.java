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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.LotQuery;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.history.TraceChange;
import io.lotledger.projections.lineage.history.TraceHistory;
import io.lotledger.projections.lineage.history.WithdrawnLinks;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.masterdata.MasterDataVersion;
import io.lotledger.projections.masterdata.MasterDataVersions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineageIT {
    private static @Nullable ProjectedLedger ledger;
    private final List<Object> log = new ArrayList<>();

    @BeforeAll
    static void open() {
        ledger = new ProjectedLedger("lineage_it");
    }

    @AfterAll
    static void close() {
        ledger().close();
    }

    @BeforeEach
    void reset() {
        ledger().reset();
    }

    @Test
    void transformationLinksEveryInputToEveryOutput() {
        tell(event("t")
                .cases(lot("A"), 1)
                .cases(lot("B"), 2)
                .intoCases(lot("C"), 3)
                .intoCases(lot("D"), 4)
                .transformation());

        assertThat(lots(trace("A", Direction.FORWARD))).containsExactly("A", "C", "D");
        assertThat(lots(trace("D", Direction.BACKWARD))).containsExactly("D", "A", "B");
        assertThat(trace("D", Direction.BACKWARD).edges()).hasSize(2).allSatisfy(edge -> {
            assertThat(edge.eventId()).isEqualTo("urn:event:t");
            assertThat(edge.outputs()).hasSize(1);
            assertThat(edge.inputs()).hasSize(1);
        });
    }

    @Test
    void lotUsedInTwoUnitsOfMeasureHasAnAmountInEach() {
        tell(event("t")
                .cases(lot("A"), 10)
                .of(lot("A"), "5", "KGM")
                .of(lot("A"), "2", "XCS")
                .intoCases(lot("C"), 3)
                .transformation());

        assertThat(trace("C", Direction.BACKWARD).edges()).singleElement().satisfies(edge -> {
            assertThat(edge.inputs())
                    .containsExactly(
                            new Trace.Amount(new BigDecimal("12"), "CS"), new Trace.Amount(new BigDecimal("5"), "KGM"));
            assertThat(edge.outputs()).containsExactly(new Trace.Amount(new BigDecimal("3"), "CS"));
        });
    }

    @Test
    void transformationToldInTwoEventsIsOneInEitherOrder() {
        EpcisEvent used = event("in").at(1).partOf("urn:t:1").cases(lot("A"), 5).transformation();
        EpcisEvent made =
                event("out").at(9).partOf("urn:t:1").intoCases(lot("B"), 4).transformation();
        for (List<EpcisEvent> order : List.of(List.of(used, made), List.of(made, used))) {
            ledger().reset();
            log.clear();
            tell(order.toArray(EpcisEvent[]::new));

            Trace trace = trace("A", Direction.FORWARD);
            assertThat(lots(trace)).containsExactly("A", "B");
            assertThat(trace.edges()).extracting(Trace.Edge::eventId).containsExactly("urn:event:in", "urn:event:out");
            assertThat(lots(ledger().lineage.trace(of("A"), Direction.FORWARD, 1)))
                    .containsExactly("A");
        }
    }

    @Test
    void bothIsTheUnionFromTheSeedAndDoesNotTurnRound() {
        tell(
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

        assertThat(lots(trace("B", Direction.BOTH))).containsExactly("B", "A", "C");
        assertThat(trace("B", Direction.BOTH).edges())
                .extracting(edge -> name(edge.from()) + name(edge.to()))
                .containsExactlyInAnyOrder("AB", "BC", "OtherC");
    }

    @Test
    void cycleEndsSelfLoopStaysAndDiamondIsListedOnce() {
        tell(
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

        assertThat(lots(trace("A", Direction.BOTH))).containsExactlyInAnyOrder("A", "B", "C", "D");
        assertThat(trace("A", Direction.BOTH).nodes())
                .as("a recall goes into the cycle, however short the way back is")
                .extracting(Trace.Node::role)
                .containsOnly(Trace.Role.SEED, Trace.Role.DOWNSTREAM);
        assertThat(trace("D", Direction.FORWARD).edges())
                .extracting(edge -> name(edge.from()) + name(edge.to()))
                .contains("DD", "DA");
    }

    @Test
    void declaredEventIsOutFromItsDeclarationOnWhicheverCameFirst() {
        EpcisEvent wrong =
                event("wrong").cases(lot("A"), 1).intoCases(lot("B"), 1).transformation();
        tell(wrong, errorDeclaration(wrong));

        assertThat(lots(ledger().lineage.trace(of("A"), Direction.FORWARD, 1))).containsExactly("A", "B");
        assertThat(lots(ledger().lineage.trace(of("A"), Direction.FORWARD, 2))).containsExactly("A");

        ledger().reset();
        log.clear();
        tell(errorDeclaration(wrong), wrong);
        assertThat(lots(ledger().lineage.trace(of("A"), Direction.FORWARD, 2))).containsExactly("A");
        assertThat(ledger().jdbc
                        .sql("select until from event")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void withdrawnLinkIsKeptWithTheDeclarationThatEndedIt() {
        EpcisEvent wrong =
                event("wrong").at(1).cases(lot("A"), 7).intoCases(lot("B"), 6).transformation();
        tell(
                event("right").at(1).cases(lot("A"), 1).intoCases(lot("C"), 2).transformation(), // 1
                wrong, // 2
                event("on").at(2).cases(lot("B"), 6).intoCases(lot("D"), 6).transformation(), // 3
                errorDeclaration(wrong, "urn:event:instead"), // 4
                event("later").at(3).cases(lot("B"), 1).intoCases(lot("E"), 1).transformation()); // 5

        WithdrawnLinks withdrawn = history().withdrawn(trace("A", Direction.FORWARD));
        assertThat(withdrawn.lots())
                .extracting(found -> found.lot().key().lot())
                .containsExactly("B");
        assertThat(withdrawn.links()).singleElement().satisfies(link -> {
            assertThat(name(link.from()) + name(link.to())).isEqualTo("AB");
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
                        .withdrawn(ledger().lineage.trace(of("A"), Direction.FORWARD, 3))
                        .links())
                .isEmpty();
        assertThat(history().withdrawn(trace("E", Direction.BACKWARD)).links())
                .as("E came after the correction")
                .isEmpty();
    }

    @Test
    void changesAreThePositionsAtWhichTheTraceChanged() {
        EpcisEvent wrong =
                event("wrong").at(1).cases(lot("A"), 7).intoCases(lot("B"), 6).transformation();
        tell(
                event("elsewhere").at(1).cases(lot("X"), 1).object(ADD), // 1
                event("made").at(1).cases(lot("A"), 7).object(ADD), // 2
                event("before").at(1).cases(lot("B"), 1).step("inspecting").object(OBSERVE), // 3
                wrong, // 4
                event("on").at(2).cases(lot("B"), 6).intoCases(lot("D"), 6).transformation(), // 5
                event("ship").at(3).cases(lot("D"), 6).step("shipping").object(OBSERVE), // 6
                errorDeclaration(wrong), // 7
                event("after").at(4).cases(lot("D"), 6).step("receiving").object(OBSERVE)); // 8

        assertThat(history().changes(of("A"), Direction.BOTH, 8))
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
        assertThat(history().changes(of("A"), Direction.BACKWARD, 8))
                .extracting(TraceChange::logPosition)
                .as("events that name the lot itself")
                .containsExactly(2L, 4L, 7L);
        assertThat(history().changes(of("A"), Direction.BOTH, 4))
                .extracting(TraceChange::logPosition)
                .containsExactly(2L, 4L);
    }

    @Test
    void changeThroughAUnitIsListedThoughLaterEventsUndidIt() {
        EpcisEvent unpacked = event("unpack").at(3).in(pallet(1)).aggregation(DELETE);
        tell(
                event("made").at(1).cases(lot("A"), 7).object(ADD), // 1
                event("pack").at(2).in(pallet(1)).cases(lot("A"), 7).aggregation(ADD), // 2
                event("ship").at(4).step("shipping").epc(pallet(1)).object(OBSERVE), // 3
                event("earlier").at(1).step("shipping").epc(pallet(1)).object(OBSERVE), // 4: another load of the pallet
                unpacked, // 5: the shipment leaves the trace
                errorDeclaration(unpacked)); // 6: it comes back

        assertThat(history().changes(of("A"), Direction.BOTH, 6))
                .extracting(TraceChange::logPosition)
                .containsExactly(1L, 2L, 3L, 5L, 6L);
    }

    @Test
    void pastBeyondTheCeilingIsRefused() {
        EpcisEvent wrong =
                event("wrong").at(1).cases(lot("A"), 7).intoCases(lot("B"), 6).transformation();
        tell(wrong, errorDeclaration(wrong));

        assertThatThrownBy(() -> new TraceHistory(ledger().jdbc, 1).changes(of("A"), Direction.BOTH, 2))
                .isInstanceOf(TraceTooLarge.class)
                .hasMessageContaining("has had more than 1 lots");
    }

    private TraceHistory history() {
        return new TraceHistory(ledger().jdbc, LotLineage.DEFAULT_CEILING);
    }

    private static List<String> names(List<UUID> lots) {
        return lots.stream().map(LineageIT::name).sorted().toList();
    }

    @Test
    void serialWhoseLotIsToldLaterIsInLineageFromThenOn() {
        tell(
                event("use").at(5).epc(serial("7")).intoCases(lot("B"), 1).transformation(),
                event("make").at(1).epc(serial("7")).lotNumber("A").object(ADD));

        assertThat(lots(trace("A", Direction.FORWARD))).containsExactly("A", "B");
        assertThat(events("A", Direction.FORWARD)).containsExactly("make", "use");
    }

    @Test
    void linkThroughASerialHoldsOnlyWhileItsLotIsKnown() {
        EpcisEvent told = event("told").at(1).epc(serial("7")).lotNumber("A").object(ADD);
        tell(
                event("use").at(5).epc(serial("7")).intoCases(lot("B"), 1).transformation(), // 1
                told, // 2
                errorDeclaration(told), // 3
                event("told-again").at(1).epc(serial("7")).lotNumber("A").object(ADD)); // 4

        assertThat(List.of(1L, 2L, 3L, 4L))
                .extracting(position -> lots(ledger().lineage.trace(of("A"), Direction.FORWARD, position)))
                .containsExactly(List.of("A"), List.of("A", "B"), List.of("A"), List.of("A", "B"));
    }

    @Test
    void containersDoNotRelateLotsButCarryThem() {
        tell(
                event("pack")
                        .at(1)
                        .in(pallet(1))
                        .cases(lot("A"), 1)
                        .cases(lot("B"), 1)
                        .aggregation(ADD),
                event("load").at(2).in(pallet(9)).epc(pallet(1)).aggregation(ADD),
                event("ship").at(3).step("shipping").epc(pallet(9)).object(OBSERVE),
                event("unload").at(4).in(pallet(9)).aggregation(DELETE),
                event("unpack").at(5).in(pallet(1)).aggregation(DELETE),
                event("reuse").at(6).in(pallet(1)).cases(lot("C"), 1).aggregation(ADD),
                event("ship-again").at(7).step("shipping").epc(pallet(1)).object(OBSERVE));

        assertThat(lots(trace("A", Direction.BOTH))).containsExactly("A");
        assertThat(events("A", Direction.BOTH)).containsExactly("pack", "load", "ship", "unload", "unpack");
        assertThat(events("C", Direction.BOTH)).containsExactly("reuse", "ship-again");
        assertThat(ctes("A")).containsEntry("ship", "shipping").doesNotContainKey("ship-again");
    }

    @Test
    void intervalsOfContainersAreThoseOfTheirContents() {
        tell(
                event("1")
                        .at(1)
                        .in(pallet(1))
                        .cases(lot("A"), 10)
                        .epc(pallet(2))
                        .aggregation(ADD),
                event("2").at(2).in(pallet(1)).cases(lot("A"), 4).aggregation(DELETE),
                event("3").at(3).in(pallet(1)).cases(lot("A"), 6).aggregation(DELETE),
                event("4").at(4).in(pallet(1)).cases(lot("A"), 1).aggregation(ADD),
                event("5").at(5).in(pallet(1)).aggregation(DELETE),
                event("6").at(6).in(pallet(1)).epc(pallet(2)).aggregation(ADD));

        assertThat(ledger().jdbc.sql("""
                                select coalesce(child_unit, 'lot') || ' ' || to_char(from_time at time zone 'UTC', 'HH24') || '-'
                                       || coalesce(to_char(to_time at time zone 'UTC', 'HH24'), '') as interval
                                  from container_interval order by 1
                                """).query(String.class).list())
                .containsExactly(pallet(2) + " 01-05", pallet(2) + " 06-", "lot 01-03", "lot 04-05");
    }

    @Test
    void intervalsEndWithTheUnitAndWhereAReceiptDoesNotListWhatWasPacked() {
        tell(
                event("1")
                        .at(1)
                        .in(pallet(1))
                        .cases(lot("A"), 10)
                        .cases(lot("B"), 5)
                        .epc(pallet(2))
                        .aggregation(ADD),
                event("2").at(2).step("destroying").epc(pallet(2)).object(OBSERVE),
                event("3")
                        .at(3)
                        .step("receiving")
                        .in(pallet(1))
                        .cases(lot("A"), 8)
                        .aggregation(OBSERVE),
                event("4").at(4).in(pallet(1)).cases(lot("A"), 8).aggregation(DELETE),
                event("5").at(5).in(pallet(1)).cases(lot("C"), 1).aggregation(ADD),
                event("6").at(6).epc(pallet(1)).intoCases(lot("D"), 1).transformation(),
                event("7").at(6).in(pallet(1)).cases(lot("E"), 1).aggregation(ADD));

        assertThat(ledger().jdbc.sql("""
                                select coalesce(child_unit, lot) || ' ' || to_char(from_time at time zone 'UTC', 'HH24') || '-'
                                       || coalesce(to_char(to_time at time zone 'UTC', 'HH24'), '') as interval
                                  from container_interval left join lot on lot_id = child_lot order by 1
                                """).query(String.class).list())
                .containsExactlyInAnyOrder("A 01-04", "B 01-03", "C 05-06", "E 06-", pallet(2) + " 01-02");
    }

    @Test
    void voidThatNamesADocumentOnlyReachesItsShipment() {
        tell(
                event("ship")
                        .at(1)
                        .step("shipping")
                        .cases(lot("A"), 1)
                        .paper("bol", "urn:bol:1")
                        .object(OBSERVE),
                event("void")
                        .at(2)
                        .step("void_shipping")
                        .paper("bol", "urn:bol:1")
                        .object(OBSERVE));

        assertThat(events("A", Direction.BOTH)).containsExactly("ship", "void");
        assertThat(ctes("A")).doesNotContainEntry("ship", "shipping");
    }

    @Test
    void voidOfAUnitReachesItsShipmentAfterTheUnitWasUnpacked() {
        tell(
                event("pack").at(1).in(pallet(1)).cases(lot("A"), 1).aggregation(ADD),
                event("ship").at(2).step("shipping").epc(pallet(1)).object(OBSERVE),
                event("unpack").at(3).in(pallet(1)).aggregation(DELETE),
                event("void").at(4).step("void_shipping").epc(pallet(1)).object(OBSERVE),
                event("pack B").at(5).in(pallet(1)).cases(lot("B"), 1).aggregation(ADD),
                event("ship B").at(6).step("shipping").epc(pallet(1)).object(OBSERVE),
                event("unpack B").at(7).in(pallet(1)).aggregation(DELETE),
                event("void B").at(8).step("void_shipping").epc(pallet(1)).object(OBSERVE));

        assertThat(events("A", Direction.BOTH)).containsExactly("pack", "ship", "unpack", "void");
        assertThat(ctes("A")).containsEntry("ship", "none").containsEntry("void", "none");
        assertThat(ctes("B")).containsEntry("ship B", "none").doesNotContainKey("void");
    }

    @Test
    void voidOfAUnitKnownByItsDateReachesTheShipmentOfThatDay() {
        tell(
                event("pack").at(1).in(pallet(1)).cases(lot("A"), 1).aggregation(ADD),
                event("ship").at(2).step("shipping").epc(pallet(1)).object(OBSERVE),
                event("void").at(0).step("void_shipping").epc(pallet(1)).object(OBSERVE));

        assertThat(events("A", Direction.BOTH)).containsExactlyInAnyOrder("pack", "ship", "void");
        assertThat(ctes("A")).containsEntry("ship", "none").containsEntry("void", "none");
    }

    @Test
    void anotherOrganisationsLotIsAnotherLot() {
        UUID other = UUID.fromString("6f2c7a10-0000-4000-8000-000000000002");
        log.add(ledger().captured(
                        other,
                        event("t")
                                .cases(lot("A"), 1)
                                .intoCases(lot("Theirs"), 1)
                                .transformation()));
        log.add(ledger().captured(
                        other, event("p").in(pallet(1)).cases(lot("A"), 1).aggregation(ADD)));
        tell(
                event("t").cases(lot("A"), 1).intoCases(lot("Ours"), 1).transformation(),
                event("s").step("shipping").epc(pallet(1)).object(OBSERVE));

        assertThat(lots(trace("A", Direction.BOTH))).containsExactly("A", "Ours");
        assertThat(events("A", Direction.BOTH)).containsExactly("t");
        UUID theirs = LotKey.of(lot("Theirs")).orElseThrow().idIn(other);
        assertThat(ledger().lineage.find(ORGANISATION, theirs)).isEmpty();
        assertThat(ledger().lineage.find(other, theirs)).isPresent();
    }

    @Test
    void traceBeyondTheCeilingFailsLoudly() {
        tell(event("t")
                .cases(lot("A"), 1)
                .intoCases(lot("B"), 1)
                .intoCases(lot("C"), 1)
                .transformation());

        LotLineage narrow = new LotLineage(ledger().jdbc, ledger().manager, 2);
        assertThatThrownBy(() -> narrow.trace(of("A"), Direction.FORWARD, log.size()))
                .isInstanceOf(TraceTooLarge.class)
                .hasMessageContaining("more than 2 lots");
        assertThat(narrow.trace(of("B"), Direction.BACKWARD, log.size()).nodes())
                .hasSize(2);
    }

    @Test
    void lotIsFoundByItsCodeInAnyForm() {
        tell(event("make")
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

    @Test
    void masterDataIsKnownAsOfAPosition() {
        String gln = "https://id.gs1.org/414/0614141007776";
        log.add(ledger().said("Location", gln, Map.of("urn:epcglobal:cbv:mda#name", List.of("Old"))));
        log.add(ledger().said("Location", gln, Map.of("urn:epcglobal:cbv:mda#name", List.of("Old"))));
        log.add(ledger().said("Location", gln, Map.of("urn:epcglobal:cbv:mda#name", List.of("New"))));
        tell(event("make")
                .at(1)
                .at("urn:epc:id:sgln:0614141.00777.0")
                .cases(lot("A"), 1)
                .object(ADD));

        TraceEvidence evidence = ledger().evidence.of(trace("A", Direction.BOTH));
        assertThat(evidence.masterData()
                        .location("urn:epc:id:sgln:0614141.00777.0")
                        .first("name"))
                .contains("New");
        assertThat(ledger().masterData
                        .knownAt(
                                ORGANISATION,
                                2,
                                List.of(evidence.events().get(0).event()),
                                List.of())
                        .location(gln)
                        .first("name"))
                .contains("Old");
    }

    @Test
    void versionOfMasterDataThatWasParkedTakesItsPlaceAmongTheOthers() {
        String gln = "https://id.gs1.org/414/0614141007776";
        for (String name : List.of("First", "Third")) {
            log.add(ledger().said("Location", gln, Map.of("name", List.of(name))));
            log.add(ledger().said("Location", "urn:other:" + name, Map.of("name", List.of(name))));
        }
        ledger().project(log, 1);

        ledger().takeParked(
                        MasterDataProjection.NAME,
                        2,
                        ledger().said("Location", gln, Map.of("name", List.of("Second"))));

        MasterDataVersions versions = ledger().masterData;
        Gln place = new Gln("0614141007776");
        assertThat(List.of(1L, 2L, 3L))
                .extracting(position -> versions.location(ORGANISATION, position, place)
                        .first("name")
                        .orElse(""))
                .containsExactly("First", "Second", "Third");
        assertThat(versions.history(ORGANISATION, place, Long.MAX_VALUE, 10))
                .extracting(MasterDataVersion::until)
                .containsExactly(null, 3L, 2L);
    }

    @Test
    void traceIsUnchangedUntilAnEventOfItComes() {
        EpcisEvent ship = event("ship").at(3).step("shipping").epc(pallet(1)).object(OBSERVE);
        tell(
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
        return ledger().evidence.unchanged(of("A"), Direction.BOTH, since, until);
    }

    private void tell(EpcisEvent... events) {
        for (EpcisEvent event : events) log.add(ledger().captured(ORGANISATION, event));
        ledger().project(log, 3);
    }

    private Trace trace(String lot, Direction direction) {
        return ledger().lineage.trace(of(lot), direction, log.size());
    }

    private static Lot of(String lot) {
        return ledger().lot(lot(lot));
    }

    private static List<String> lots(Trace trace) {
        return trace.nodes().stream().map(node -> shortName(node.lot())).toList();
    }

    private List<String> events(String lot, Direction direction) {
        return ledger().evidence.of(trace(lot, direction)).events().stream()
                .map(captured -> captured.event().eventID().substring("urn:event:".length()))
                .toList();
    }

    private static List<String> found(LotQuery query) {
        return ledger().lineage.search(ORGANISATION, query, "", 10).stream()
                .map(LineageIT::shortName)
                .toList();
    }

    private static Map<String, String> ctes(String lot) {
        return ledger()
                .jdbc
                .sql("select event_id, cte from critical_tracking_event where lot_id = :lot")
                .param("lot", of(lot).id())
                .query((row, n) -> Map.entry(row.getString(1).substring("urn:event:".length()), row.getString(2)))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String name(UUID lot) {
        return shortName(ledger().lineage.find(ORGANISATION, lot).orElseThrow());
    }

    private static String shortName(Lot lot) {
        return lot.key().uri().replace(lot(""), "");
    }

    private static ProjectedLedger ledger() {
        if (ledger == null) throw new IllegalStateException("no database");
        return ledger;
    }
}
