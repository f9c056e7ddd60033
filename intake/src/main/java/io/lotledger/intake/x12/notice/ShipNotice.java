package io.lotledger.intake.x12.notice;

import io.lotledger.intake.x12.X12Segment;
import io.lotledger.intake.x12.element.AckCode;
import io.lotledger.intake.x12.element.Moment;
import io.lotledger.intake.x12.element.MomentReader;
import io.lotledger.intake.x12.element.NoticeContext;
import io.lotledger.intake.x12.element.PartyReader;
import io.lotledger.intake.x12.element.X12Party;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A ship notice (856): an AggregationEvent for what is packed in each unit, and one shipping ObjectEvent for each
 * outermost unit, whatever number of orders it holds.
 */
final class ShipNotice {
    private static final List<String> SHIPPED = List.of("011");
    private static final MomentReader.Elements ISSUED = new MomentReader.Elements(3, 4, 0);

    private final NoticeContext notice;
    private final PartyReader parties;

    /** Header data that all events of the notice share. */
    private record Header(
            String number,
            Moment moment,
            X12Party from,
            Optional<X12Party> seller,
            Optional<X12Party> buyer,
            Set<BusinessDocument> documents) {}

    ShipNotice(NoticeContext notice) {
        this.notice = notice;
        this.parties = new PartyReader(notice);
    }

    List<MappedEvent> events() {
        HlTree tree = HlTree.of(notice);
        Optional<X12Segment> bsn =
                tree.header().stream().filter(segment -> segment.is("BSN")).findFirst();
        List<HlLoop> shipments = tree.loops().stream()
                .filter(loop -> loop.level() == HlLevel.SHIPMENT)
                .toList();
        if (bsn.isEmpty()) {
            notice.faults()
                    .missing(
                            tree.header().get(0),
                            "BSN",
                            "bsn",
                            "the set has no BSN segment with the number of the shipment");
        }
        if (shipments.isEmpty()) {
            notice.faults()
                    .missing(
                            tree.header().get(0), "HL", "hl-level", "the set has no shipment level: HL with S in HL03");
            return List.of();
        }
        if (shipments.size() > 1) {
            notice.faults()
                    .error(
                            shipments.get(1).header(),
                            3,
                            AckCode.UNEXPECTED_SEGMENT,
                            "hl-level",
                            "the set has a second shipment; send a set for each shipment");
        }
        HlLoop shipment = shipments.get(0);
        Optional<Header> header = bsn.flatMap(segment -> header(segment, tree, shipment));
        ShippedUnits units = ShippedUnits.of(notice, tree, shipment);
        checkGoods(units, shipment);
        checkDestinations(units, shipment);
        if (header.isEmpty() || notice.faults().hasErrors()) return List.of();
        return events(header.get(), units);
    }

    private void checkGoods(ShippedUnits units, HlLoop shipment) {
        if (!units.outermost().isEmpty() || notice.faults().hasErrors()) return;
        notice.faults()
                .missing(shipment.header(), "HL", "goods", "the notice names no goods: send an item level (HL with I)");
    }

    private void checkDestinations(ShippedUnits units, HlLoop shipment) {
        if (notice.faults().hasErrors()) return;
        boolean isKnown =
                units.outermost().stream().noneMatch(unit -> unit.allShipTos().isEmpty());
        boolean isNamed = notice.set().segments().stream()
                .anyMatch(segment -> segment.is("N1") && segment.element(1).equals("ST"));
        if (isKnown || isNamed) return;
        notice.faults()
                .missing(
                        shipment.header(),
                        "N1",
                        "place",
                        "the notice does not say where the goods go; send N1 with ST, UL and the GLN");
    }

    private Optional<Header> header(X12Segment bsn, HlTree tree, HlLoop shipment) {
        NoticeNumbers.checkPurpose(notice, bsn, 1);
        Optional<String> number = NoticeNumbers.number(notice, bsn, 2);
        List<X12Segment> head = new ArrayList<>(tree.header());
        head.addAll(shipment.segments());
        MomentReader moments = new MomentReader(notice);
        Optional<Moment> moment = MomentReader.dtm(head, SHIPPED)
                .map(dtm -> moments.moment(dtm, MomentReader.Elements.DTM, bsn, ISSUED))
                .orElseGet(() -> moments.moment(bsn, ISSUED, bsn, ISSUED));
        Optional<X12Party> from = parties.party(head, "SF");
        if (!parties.names(head, "SF")) {
            notice.faults()
                    .missing(
                            shipment.header(),
                            "N1",
                            "place",
                            "the notice does not say where the goods come from; send N1 with SF, UL and the GLN");
        }
        Optional<X12Party> seller = parties.party(head, "SE", "SU", "VN");
        Optional<X12Party> buyer = parties.party(head, "BY");
        Set<BusinessDocument> documents = new LinkedHashSet<>();
        number.ifPresent(text -> documents.add(new BusinessDocument("desadv", text)));
        DocumentReferences.of(head).stream()
                .filter(document -> !document.type().equals("desadv"))
                .forEach(documents::add);
        if (number.isEmpty() || moment.isEmpty() || from.isEmpty()) return Optional.empty();
        return Optional.of(new Header(number.get(), moment.get(), from.get(), seller, buyer, documents));
    }

    private List<MappedEvent> events(Header header, ShippedUnits units) {
        List<MappedEvent> events = new ArrayList<>();
        for (NoticeUnit unit : units.all()) if (!unit.isEmpty()) events.add(packing(header, unit));
        List<NoticeUnit> outermost = units.outermost();
        boolean isSplit = outermost.stream().filter(unit -> unit.sscc() == null).count() > 1;
        for (NoticeUnit unit : outermost) events.add(shipping(header, unit, isSplit));
        return events;
    }

    private MappedEvent packing(Header header, NoticeUnit unit) {
        return new EventBuilder(notice, "AggregationEvent", "ADD", "packing", "in_progress")
                .id(List.of(header.number, "packing", String.valueOf(unit.sscc())))
                .at(header.moment)
                .parent(unit)
                .units("childEPCs", unit.children())
                .goods("childQuantityList", unit.goods())
                .readPoint(header.from)
                .bizLocation(header.from)
                .documents(unit.allOrders(), issuers(header, unit))
                .from(notice.set().place(unit.named(), 0));
    }

    /** @param isSplit whether the loose goods of the notice go to several places, and are told apart by them */
    private MappedEvent shipping(Header header, NoticeUnit unit, boolean isSplit) {
        boolean isUnit = unit.sscc() != null;
        Set<BusinessDocument> documents = new LinkedHashSet<>(header.documents);
        documents.addAll(unit.allOrders());
        return new EventBuilder(notice, "ObjectEvent", "OBSERVE", "shipping", "in_transit")
                .id(List.of(header.number, "shipping", isUnit ? String.valueOf(unit.sscc()) : loose(unit, isSplit)))
                .at(header.moment)
                .units("epcList", isUnit ? List.of(unit) : List.of())
                .goods("quantityList", isUnit ? List.of() : unit.goods())
                .readPoint(header.from)
                .sources(List.of(header.from), header.seller)
                .destinations(unit.allShipTos(), header.buyer)
                .documents(documents, issuers(header, unit))
                .from(notice.set().place(unit.named(), 0));
    }

    private static String loose(NoticeUnit unit, boolean isSplit) {
        if (!isSplit) return "loose";
        return loose(unit.allShipTos().stream().map(X12Party::uri).findFirst().orElse(""));
    }

    /** Names loose goods of a notice that has some for several places. */
    static String loose(String shipTo) {
        return "loose " + shipTo;
    }

    /** The places, because a receiving advice names them too: both give a document one URI. */
    private Issuers issuers(Header header, NoticeUnit unit) {
        return new Issuers(Optional.of(header.from), unit.allShipTos().stream().findFirst(), notice.sender());
    }
}
