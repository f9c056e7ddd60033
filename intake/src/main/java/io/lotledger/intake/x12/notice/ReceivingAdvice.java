package io.lotledger.intake.x12.notice;

import io.lotledger.intake.x12.X12Segment;
import io.lotledger.intake.x12.element.GoodsReader;
import io.lotledger.intake.x12.element.Moment;
import io.lotledger.intake.x12.element.MomentReader;
import io.lotledger.intake.x12.element.NoticeContext;
import io.lotledger.intake.x12.element.PartyReader;
import io.lotledger.intake.x12.element.UnitReader;
import io.lotledger.intake.x12.element.X12Party;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A receiving advice (861): one receiving AggregationEvent for each unit that was received, with what was in it, and
 * one ObjectEvent for the goods in no unit.
 */
final class ReceivingAdvice {
    private static final List<String> RECEIVED = List.of("050");
    private static final MomentReader.Elements ISSUED = new MomentReader.Elements(2, 5, 0);

    private final NoticeContext notice;
    private final PartyReader parties;
    private final GoodsReader goods;
    private final UnitReader units;
    private final List<X12Segment> header = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, NoticeUnit> bySscc = new LinkedHashMap<>();

    /** An RCD segment and the segments up to the next one. */
    private record Line(X12Segment rcd, List<X12Segment> segments) {}

    ReceivingAdvice(NoticeContext notice) {
        this.notice = notice;
        this.parties = new PartyReader(notice);
        this.goods = new GoodsReader(notice);
        this.units = new UnitReader(notice);
        for (X12Segment segment : notice.set().segments()) {
            if (segment.is("CTT") || segment.is("SE")) break;
            if (segment.is("RCD")) lines.add(new Line(segment, new ArrayList<>()));
            else if (lines.isEmpty()) header.add(segment);
            else lines.get(lines.size() - 1).segments.add(segment);
        }
    }

    List<MappedEvent> events() {
        X12Segment first = header.get(0);
        Optional<X12Segment> bra =
                header.stream().filter(segment -> segment.is("BRA")).findFirst();
        if (bra.isEmpty()) {
            notice.faults().missing(first, "BRA", "bra", "the set has no BRA segment with the number of the advice");
        }
        Optional<String> number = bra.flatMap(segment -> number(segment));
        Optional<Moment> moment = bra.flatMap(segment -> moment(segment));
        Optional<X12Party> at = place("ST", "was received");
        Optional<X12Party> from = place("SF", "was shipped from");
        lines.forEach(this::add);
        if (lines.isEmpty()) {
            notice.faults().missing(first, "RCD", "goods", "the advice names no goods: send RCD for each item");
        }
        if (number.isEmpty()
                || moment.isEmpty()
                || at.isEmpty()
                || notice.faults().hasErrors()) return List.of();
        List<MappedEvent> events = new ArrayList<>();
        for (NoticeUnit unit : bySscc.values()) {
            if (!unit.isEmpty()) events.add(receiving(number.get(), moment.get(), at.get(), from, unit));
        }
        return events;
    }

    private Optional<String> number(X12Segment bra) {
        NoticeNumbers.checkPurpose(notice, bra, 3);
        return NoticeNumbers.number(notice, bra, 1);
    }

    private Optional<Moment> moment(X12Segment bra) {
        MomentReader moments = new MomentReader(notice);
        return MomentReader.dtm(header, RECEIVED)
                .map(dtm -> moments.moment(dtm, MomentReader.Elements.DTM, bra, ISSUED))
                .orElseGet(() -> moments.moment(bra, ISSUED, bra, ISSUED));
    }

    private Optional<X12Party> place(String entity, String what) {
        if (!parties.names(header, entity)) {
            notice.faults()
                    .missing(
                            header.get(0),
                            "N1",
                            "place",
                            "the advice does not say where it " + what + "; send N1 with " + entity
                                    + ", UL and the GLN");
        }
        return parties.party(header, entity);
    }

    private void add(Line line) {
        Optional<UnitReader.Sscc> sscc = units.sscc(line.segments);
        NoticeUnit unit = bySscc.computeIfAbsent(
                sscc.map(UnitReader.Sscc::digits).orElse(""),
                key -> new NoticeUnit(
                        key.isEmpty() ? null : key,
                        sscc.map(UnitReader.Sscc::segment).orElse(line.rcd)));
        DocumentReferences.of(line.segments).forEach(unit::addOrder);
        if (isNothing(line.rcd)) {
            notice.faults()
                    .warning(line.rcd, 2, "quantity", "nothing of this item was received; it is in no receiving event");
            return;
        }
        for (int element : List.of(4, 6)) {
            if (!line.rcd.has(element) || isZero(line.rcd.element(element))) continue;
            notice.faults()
                    .warning(
                            line.rcd,
                            element,
                            "quantity",
                            "the quantity " + (element == 4 ? "returned" : "in question")
                                    + " is not captured; the event has the quantity received (RCD02)");
        }
        goods.goods(line.rcd, line.segments, () -> goods.amount(line.rcd, 2, 3)).forEach(unit::add);
    }

    private static boolean isNothing(X12Segment rcd) {
        return isZero(rcd.element(2)) || (!rcd.has(2) && rcd.has(6));
    }

    private static boolean isZero(String quantity) {
        return quantity.matches("0+(\\.0*)?|\\.0+");
    }

    private MappedEvent receiving(String number, Moment moment, X12Party at, Optional<X12Party> from, NoticeUnit unit) {
        String sscc = unit.sscc();
        boolean isUnit = sscc != null;
        Set<BusinessDocument> documents = new LinkedHashSet<>();
        documents.add(new BusinessDocument("recadv", number));
        documents.addAll(DocumentReferences.of(header));
        documents.addAll(unit.allOrders());
        EventBuilder event = isUnit
                ? new EventBuilder(notice, "AggregationEvent", "OBSERVE", "receiving", "in_progress")
                        .parent(unit)
                        .goods("childQuantityList", unit.goods())
                : new EventBuilder(notice, "ObjectEvent", "OBSERVE", "receiving", "in_progress")
                        .goods("quantityList", unit.goods());
        Optional<X12Party> buyer = parties.party(header, "BY");
        Optional<X12Party> seller = parties.party(header, "SE", "SU", "VN");
        return event.id(List.of(number, "receiving", isUnit ? sscc : "loose"))
                .at(moment)
                .readPoint(at)
                .bizLocation(at)
                .sources(from.map(List::of).orElse(List.of()), seller)
                .destinations(List.of(at), buyer)
                .documents(documents, new Issuers(from, Optional.of(at), notice.sender()))
                .from(notice.set().place(unit.named(), 0));
    }
}
