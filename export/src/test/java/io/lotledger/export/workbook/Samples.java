package io.lotledger.export.workbook;

import io.lotledger.export.workbook.content.EventUsed;
import io.lotledger.export.workbook.summary.WorkbookRequest;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.AdHocPurchase;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Cooling;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FarmPurchase;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FarmToSchool;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FirstLandBasedReceiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Harvesting;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPacking;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPackingExempt;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPackingSprouts;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.ReceivingExempt;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Transformation;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.ProductDescription;
import io.lotledger.projections.cte.model.Quantity;
import io.lotledger.projections.cte.model.ReferenceDocuments;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A romaine chain with a row on each of FDA's tabs, and a cod landed beside it. Each value says what it is. */
public final class Samples {
    public static final UUID ORGANISATION = UUID.fromString("7d2c3f0e-2a1b-4c5d-8e9f-0a1b2c3d4e5f");
    static final LotKey HARVEST = LotKey.of(new Gtin("00614141777778"), "FIELD-4");
    public static final LotKey ROMAINE = LotKey.of(new Gtin("00614141999996"), "0042-R");
    static final LotKey SALAD = LotKey.of(new Gtin("00614141888882"), "MIX7");
    static final Instant NOON = Instant.parse("2026-04-03T02:30:00Z");

    private Samples() {}

    public static WorkbookRequest request() {
        return new WorkbookRequest(
                "JhQ3LzR7wVn2mKxT5aBcDe",
                "Valley Fresh Co-op",
                "Recall desk",
                Instant.parse("2026-11-23T16:08:00Z"),
                "0.1.0",
                false);
    }

    static WorkbookRequest fdaOnly() {
        WorkbookRequest all = request();
        return new WorkbookRequest(
                all.jobShortId(),
                all.organisationName(),
                all.requestedBy(),
                all.requestedAt(),
                all.productVersion(),
                true);
    }

    public static Trace trace() {
        Lot harvest = new Lot(ORGANISATION, HARVEST);
        Lot romaine = new Lot(ORGANISATION, ROMAINE);
        Lot salad = new Lot(ORGANISATION, SALAD);
        return new Trace(
                romaine,
                Direction.BOTH,
                4711,
                List.of(
                        new Trace.Node(romaine, Trace.Role.SEED, 0),
                        new Trace.Node(harvest, Trace.Role.UPSTREAM, 1),
                        new Trace.Node(salad, Trace.Role.DOWNSTREAM, 1)),
                List.of(
                        new Trace.Edge(
                                harvest.id(),
                                romaine.id(),
                                "event-packing",
                                List.of(new Trace.Amount(new BigDecimal("25000"), "LBR")),
                                List.of(new Trace.Amount(new BigDecimal("1000"), null))),
                        new Trace.Edge(romaine.id(), salad.id(), "event-mixing", List.of(), List.of())));
    }

    static WorkbookContent content(CriticalTrackingEvent... rows) {
        return new WorkbookContent(request(), trace(), List.of(rows), List.of(event("event-packing", 4001)));
    }

    static EventUsed event(String eventID, long position) {
        return new EventUsed(
                position,
                eventID,
                "TransformationEvent",
                NOON,
                "-07:00",
                Instant.parse("2026-04-03T09:00:00Z"),
                "Initial Packing: inputs are harvest lots",
                "00ff".repeat(16));
    }

    public static WorkbookContent oneRowPerTab() {
        return content(
                harvesting(),
                cooling(),
                initialPacking(),
                sprouts(),
                initialPackingExempt(),
                landing(),
                shipping(),
                receiving(),
                receivingExempt(),
                transformation(),
                new FarmPurchase(basis("event-farm", ROMAINE), known("Kale"), place("Farm"), cases(), place("Deli")),
                new AdHocPurchase(
                        basis("event-adhoc", ROMAINE),
                        known("Feta"),
                        known("04/05/2026"),
                        place("Deli"),
                        cases(),
                        place("Store")),
                new FarmToSchool(
                        basis("event-school", ROMAINE), known("Carrots"), place("Farm"), cases(), place("School")));
    }

    static Quantity cases() {
        return new Quantity(known("2"), known("cases"));
    }

    static Harvesting harvesting() {
        return new Harvesting(
                basis("event-harvest", HARVEST),
                place("Cooler"),
                known("Lettuce"),
                known("Romaine"),
                new Quantity(known("25000"), known("pounds")),
                place("Farm"),
                known("Field 4"),
                Kde.notApplicable("produce"),
                known("04/02/2026"),
                documents(),
                List.of());
    }

    static Cooling cooling() {
        return new Cooling(
                basis("event-cooling", HARVEST),
                place("Packer"),
                known("Lettuce"),
                known("Romaine"),
                new Quantity(known("25000"), known("pounds")),
                place("Cooler"),
                known("04/03/2026"),
                place("Farm"),
                documents(),
                List.of());
    }

    public static InitialPacking initialPacking() {
        return new InitialPacking(
                basis("event-packing", ROMAINE),
                known("Lettuce"),
                known("Romaine"),
                known("04/03/2026"),
                new Quantity(known("25000"), known("pounds")),
                place("Farm"),
                known("Field 4"),
                Kde.notApplicable("produce"),
                known("Harvester name"),
                known("Harvester phone"),
                known("04/02/2026"),
                place("Cooler"),
                known("04/03/2026"),
                known(ROMAINE.printed()),
                product("Romaine"),
                new Quantity(known("1000"), known("cases")),
                place("Packer"),
                known(ROMAINE.uri()),
                known("04/04/2026"),
                documents());
    }

    static InitialPackingSprouts sprouts() {
        return new InitialPackingSprouts(
                basis("event-sprouts", ROMAINE),
                place("Grower"),
                known("01/01/2026"),
                place("Conditioner"),
                known("Conditioner lot"),
                known("01/02/2026"),
                place("Packinghouse"),
                known("01/03/2026"),
                known("Packinghouse lot"),
                place("Repacker"),
                known("01/04/2026"),
                known("Repacker lot"),
                place("Supplier"),
                known("Master lot"),
                known("Sub-lot"),
                known("New lot"),
                known("Vigna radiata"),
                known("Organic"),
                known("50 lb bag"),
                known("Chlorine"),
                known("01/05/2026"),
                documents());
    }

    static InitialPackingExempt initialPackingExempt() {
        return new InitialPackingExempt(
                basis("event-exempt-packing", ROMAINE),
                known("Lettuce"),
                known("Romaine"),
                known("04/03/2026"),
                new Quantity(known("75"), known("bins")),
                place("Neighbour"),
                known("EX-1"),
                product("Romaine"),
                new Quantity(known("70"), known("cases")),
                place("Packer"),
                known("FFRN:13344288264"),
                known("04/04/2026"),
                documents());
    }

    static FirstLandBasedReceiving landing() {
        return new FirstLandBasedReceiving(
                basis("event-landing", ROMAINE),
                known("COD-1"),
                known("Gadus morhua"),
                ProductDescription.notApplicable("unpackaged"),
                new Quantity(known("300"), known("kilograms")),
                known("03/01/2026"),
                known("03/09/2026"),
                known("FAO 27"),
                place("Harbour"),
                known("FFRN:2"),
                known("03/10/2026"),
                documents());
    }

    static Shipping shipping() {
        return shipping("event-shipping", known(ROMAINE.printed()));
    }

    public static Shipping shipping(String eventID, Kde lotCode) {
        return new Shipping(
                basis(eventID, ROMAINE),
                lotCode,
                new Quantity(known("40"), known("cases")),
                product("Romaine"),
                place("Store"),
                place("Packer"),
                known("04/05/2026"),
                place("Source"),
                known(ROMAINE.uri()),
                documents());
    }

    public static Receiving receiving() {
        return new Receiving(
                basis("event-receiving", ROMAINE),
                known(ROMAINE.printed()),
                new Quantity(known("40"), known("cases")),
                product("Romaine"),
                place("Packer"),
                place("Store"),
                known("04/06/2026"),
                LocationDescription.notApplicable("See Traceability Lot Code Source Reference"),
                known(ROMAINE.uri()),
                documents());
    }

    static ReceivingExempt receivingExempt() {
        return new ReceivingExempt(
                basis("event-exempt-receiving", ROMAINE),
                known("RX-1"),
                new Quantity(known("6"), known("cases")),
                product("Feta"),
                place("Dairy"),
                place("Store"),
                known("FFRN:3"),
                known("04/07/2026"),
                documents());
    }

    public static Transformation transformation() {
        return new Transformation(
                basis("event-mixing", SALAD),
                known(ROMAINE.printed()),
                product("Romaine"),
                new Quantity(known("40"), known("cases")),
                known(SALAD.printed()),
                place("Kitchen"),
                known(SALAD.uri()),
                known("04/08/2026"),
                product("Salad"),
                new Quantity(known("200"), known("each")),
                documents());
    }

    static Basis basis(String eventID, LotKey lot) {
        return new Basis(eventID, NOON, "-07:00", lot, "because the sample says so");
    }

    static LocationDescription place(String who) {
        return new LocationDescription(
                known(who + " name"),
                known("+1 " + who + " phone"),
                known(who + " street"),
                known(who + " city"),
                known(who + " state"),
                known("0" + who + " zip"),
                known(who + " country"));
    }

    static ProductDescription product(String name) {
        return new ProductDescription(
                known(name + " product"),
                known(name + " brand"),
                known(name + " commodity"),
                known(name + " variety"),
                known(name + " size"),
                known(name + " style"));
    }

    static ReferenceDocuments documents() {
        return new ReferenceDocuments(
                known("Bill of Lading"), known("0042"), Kde.notApplicable(""), Kde.notApplicable(""));
    }

    static Kde known(String text) {
        return Kde.of(text);
    }

    /** {@code count} shipments, made as they are asked for. */
    static Iterable<CriticalTrackingEvent> shipments(int count) {
        return () -> IntStream.range(0, count)
                .mapToObj(i -> (CriticalTrackingEvent) shipping("event-" + i, known("TLC " + i)))
                .iterator();
    }

    /** What {@link #place} reads as in seven cells. */
    static List<String> placeCells(String who) {
        return List.of(
                who + " name",
                "+1 " + who + " phone",
                who + " street",
                who + " city",
                who + " state",
                "0" + who + " zip",
                who + " country");
    }

    static List<String> productCells(String name) {
        return Stream.of("product", "brand", "commodity", "variety", "size", "style")
                .map(field -> name + " " + field)
                .toList();
    }

    static List<String> documentCells() {
        return List.of("Bill of Lading", "0042", "n/a", "n/a");
    }
}
