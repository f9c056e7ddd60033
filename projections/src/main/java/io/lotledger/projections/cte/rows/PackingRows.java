package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.TraceabilityLotCodes;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.Quantity;
import io.lotledger.projections.cte.reading.CivilDate;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.cte.reading.QuantityText;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.rows.PrePackingHistory.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of the tabs Initial Packing, Initial Packing Sprouts and Initial Packing from Exempt: for each packed lot, one
 * per received lot and per receipt at the packing location, with the packed quantity repeated.
 */
public final class PackingRows {
    private final PrePackingHistory before;
    private final TraceabilityLotCodes codes;
    private final LocationDescriptions places;
    private final ProductDescriptions products;
    private final SproutRows sprouts;
    private final WrittenReceiptRows written;

    public PackingRows(
            PrePackingHistory before,
            TraceabilityLotCodes codes,
            LocationDescriptions places,
            ProductDescriptions products) {
        this.before = before;
        this.codes = codes;
        this.places = places;
        this.products = products;
        this.sprouts = new SproutRows(places);
        this.written = new WrittenReceiptRows(codes, places, products);
    }

    /**
     * @param place the packing location
     * @param received the input lots; empty if the packing event names none
     */
    public record Packing(
            ResolvedEvent at,
            LotAmount packed,
            Optional<String> place,
            List<LotAmount> received,
            List<BizTransaction> documents,
            CteClassification classification) {}

    /**
     * One lot as delivered to the packer.
     *
     * @param receipt empty if no event records it
     * @param note on deliveries that are left out
     */
    private record Delivery(LotKey lot, Optional<LotAmount> used, Optional<ResolvedEvent> receipt, String note) {}

    List<CriticalTrackingEvent> of(Packing packing) {
        List<CriticalTrackingEvent> rows = new ArrayList<>();
        List<Extensions> written = LotledgerExtension.objects(packing.at().event(), "received");
        for (Extensions one : written) rows.add(this.written.row(packing, one));
        List<Delivery> deliveries = written.isEmpty() ? deliveries(packing) : List.of();
        for (Delivery delivery : deliveries) {
            List<Upstream> upstreams =
                    before.upstream(delivery.lot(), packing.place(), delivery.receipt(), packing.at());
            rows.addAll(
                    packing.classification().is(CteKind.INITIAL_PACKING_EXEMPT)
                            ? exempt(packing, delivery, upstreams.get(0))
                            : initialPacking(packing, delivery, upstreams));
        }
        if (isOfSprouts(packing.at(), packing.classification())) rows.add(sprouts.of(packing));
        return rows;
    }

    /** Whether there is an additional row on the sprouts' tab. */
    public static boolean isOfSprouts(ResolvedEvent at, CteClassification classification) {
        return classification.is(CteKind.INITIAL_PACKING_SPROUTS)
                || LotledgerExtension.object(at.event(), "seed").isPresent();
    }

    private List<Delivery> deliveries(Packing packing) {
        List<Delivery> deliveries = new ArrayList<>();
        for (LotAmount input : packing.received()) {
            deliveries.addAll(deliveries(packing, input.lot(), Optional.of(input)));
        }
        // a lot packed without an input was received, if at all, under its own code
        return deliveries.isEmpty() ? deliveries(packing, packing.packed().lot(), Optional.empty()) : deliveries;
    }

    private List<Delivery> deliveries(Packing packing, LotKey lot, Optional<LotAmount> used) {
        List<ResolvedEvent> receipts = before.receiptsAt(lot, packing.place(), packing.at());
        if (receipts.isEmpty()) return List.of(new Delivery(lot, used, Optional.empty(), ""));
        List<ResolvedEvent> usedUp = before.usedUpBefore(lot, packing.place(), receipts, packing.at());
        List<ResolvedEvent> open =
                receipts.stream().filter(receipt -> !usedUp.contains(receipt)).toList();
        // more was packed than received: any of the deliveries may be meant
        if (open.isEmpty()) return deliveries(lot, used, receipts, "");
        return deliveries(lot, used, open, noteOnUsedUp(usedUp));
    }

    private static List<Delivery> deliveries(
            LotKey lot, Optional<LotAmount> used, List<ResolvedEvent> receipts, String note) {
        return receipts.stream()
                .map(receipt -> new Delivery(lot, used, Optional.of(receipt), note))
                .toList();
    }

    private static String noteOnUsedUp(List<ResolvedEvent> receipts) {
        if (receipts.isEmpty()) return "";
        String dates = receipts.stream()
                .map(receipt -> CivilDate.text(receipt.event()))
                .distinct()
                .collect(Collectors.joining(", "));
        return "; without what was received on " + dates + ": earlier packings here used all of it";
    }

    private List<CriticalTrackingEvent> initialPacking(Packing packing, Delivery delivery, List<Upstream> upstreams) {
        String note = delivery.note() + PrePackingHistory.noteOnPaths(upstreams);
        return upstreams.stream()
                .flatMap(upstream -> places.describeEach(upstream.farms()).stream()
                        .map(farm -> initialPacking(packing, delivery, farm, upstream, note + upstream.note())))
                .distinct()
                .toList();
    }

    private CriticalTrackingEvent initialPacking(
            Packing packing, Delivery delivery, LocationDescription farm, Upstream upstream, String note) {
        LotKey lot = delivery.lot();
        ResolvedEvent at = packing.at();
        LotKey packed = packing.packed().lot();
        Optional<EpcisEvent> harvest = upstream.harvest().map(ResolvedEvent::event);
        Optional<ResolvedEvent> cooling = upstream.cooling();
        List<String> harvesters = upstream.harvesters();
        return new CriticalTrackingEvent.InitialPacking(
                RowBasis.of(at, packed, packing.classification().reason() + note),
                products.commodity(lot),
                products.variety(lot),
                receiveDate(packing, delivery, upstream),
                receivedQuantity(delivery),
                farm,
                harvest.map(before::field).orElse(Kde.MISSING),
                harvest.map(before::container).orElse(Kde.notApplicable("")),
                harvesterNames(harvesters),
                harvesterPhones(harvesters),
                harvest.map(CivilDate::of).orElse(Kde.MISSING),
                cooling.map(c -> places.describe(Endpoints.place(c.event())))
                        .orElseGet(() -> LocationDescription.notApplicable("")),
                cooling.map(c -> CivilDate.of(c.event())).orElseGet(() -> Kde.notApplicable("")),
                codes.code(packed, at),
                products.describe(packed),
                QuantityText.of(packing.packed()),
                codes.assignedHere(at.event(), packing.place()),
                codes.reference(packed, at),
                CivilDate.of(at.event()),
                ReferenceDocumentReader.of(packing.documents()));
    }

    private static List<String> receivedFrom(Packing packing, Delivery delivery) {
        List<String> named = delivery.receipt()
                .map(receipt -> Endpoints.previousSources(receipt.event()))
                .orElse(List.of());
        return named.isEmpty() ? Endpoints.previousSources(packing.at().event()) : named;
    }

    private List<CriticalTrackingEvent> exempt(Packing packing, Delivery delivery, Upstream upstream) {
        return places.describeEach(receivedFrom(packing, delivery)).stream()
                .map(from -> exempt(packing, delivery, from, upstream))
                .toList();
    }

    private CriticalTrackingEvent exempt(
            Packing packing, Delivery delivery, LocationDescription from, Upstream upstream) {
        LotKey lot = delivery.lot();
        ResolvedEvent at = packing.at();
        LotKey packed = packing.packed().lot();
        return new CriticalTrackingEvent.InitialPackingExempt(
                RowBasis.of(at, packed, packing.classification().reason() + delivery.note()),
                products.commodity(lot),
                products.variety(lot),
                receiveDate(packing, delivery, upstream),
                receivedQuantity(delivery),
                from,
                codes.code(packed, at),
                products.describe(packed),
                QuantityText.of(packing.packed()),
                codes.assignedHere(at.event(), packing.place()),
                codes.reference(packed, at),
                CivilDate.of(at.event()),
                ReferenceDocumentReader.of(packing.documents()));
    }

    /**
     * The date of the receipt at the packing location, not at the cooler; a farm that packs its own harvest receives
     * nothing.
     */
    private static Kde receiveDate(Packing packing, Delivery delivery, Upstream upstream) {
        if (delivery.receipt().isPresent())
            return CivilDate.of(delivery.receipt().get().event());
        boolean packedOnTheFarm = upstream.harvest()
                .filter(h -> Endpoints.same(Endpoints.farm(h.event()), packing.place()))
                .isPresent();
        return packedOnTheFarm ? Kde.notApplicable("Packed where it was harvested") : Kde.MISSING;
    }

    /** The received quantity; without a receipt, the quantity used in the packing. */
    private static Quantity receivedQuantity(Delivery delivery) {
        Optional<LotAmount> received = delivery.receipt()
                .flatMap(receipt -> LotAmount.summed(receipt.objects(delivery.lot())).stream()
                        .findFirst());
        return QuantityText.of(received.or(delivery::used));
    }

    /** The rule requires a name, and several share one cell: it is a gap as long as one of them is only identified. */
    private Kde harvesterNames(List<String> harvesters) {
        return joined(harvesters.stream()
                .map(one -> isUri(one) ? places.name(one) : Kde.of(one))
                .toList());
    }

    private Kde harvesterPhones(List<String> harvesters) {
        return joined(harvesters.stream()
                .filter(PackingRows::isUri)
                .map(places::phone)
                .toList());
    }

    private static Kde joined(List<Kde> some) {
        List<String> texts = some.stream()
                .flatMap(kde -> kde instanceof Kde.Known known ? Stream.of(known.text()) : Stream.empty())
                .toList();
        if (texts.isEmpty()) return Kde.MISSING;
        String text = String.join("; ", texts);
        return some.stream().anyMatch(Kde::isGap) ? Kde.onlyIdentified(text) : Kde.of(text);
    }

    private static boolean isUri(String text) {
        return Stream.of("urn:", "http://", "https://").anyMatch(scheme -> CanonicalUri.startsWith(text, scheme));
    }
}
