package io.lotledger.projections.cte.findings;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.SourceDestination;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.classify.JoinedTransformation;
import io.lotledger.projections.cte.classify.Transformations;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Findings about gaps in the records: no quantity, no source, an unknown place or product, an unclear event. */
final class RecordFindings {
    private final LotAnalysis lot;
    private final List<ResolvedEvent> own;
    private @Nullable Map<String, List<ResolvedEvent>> byId;
    private final List<Finding> found = new ArrayList<>();

    RecordFindings(LotAnalysis lot) {
        this.lot = lot;
        this.own = lot.interpretation().history().of(lot.lot());
    }

    List<Finding> find() {
        own.forEach(this::quantity);
        own.forEach(this::meaning);
        own.forEach(this::besideUnits);
        own.forEach(this::serials);
        own.forEach(this::units);
        lot.transformations().forEach(this::newLot);
        lot.ctes().rows().forEach(this::source);
        places();
        product();
        return found.stream().distinct().toList(); // several recipients have a row each, but share one source
    }

    private void quantity(ResolvedEvent at) {
        boolean counted = at.amounts(lot.lot()).allMatch(a -> a.quantity() != null);
        if (counted) return; // checked before classification, which reads every input of a transformation
        CteClassification classification = classification(at);
        boolean isRequired =
                !classification.is(CteKind.NONE) || !at.inputs(lot.lot()).isEmpty();
        if (!isRequired) return;
        found.add(lot.finding(
                FindingKind.MISSING_QUANTITY,
                List.of(at),
                "The event does not give the lot's full quantity.",
                paragraph(classification, at),
                Map.of()));
    }

    /**
     * The classification; a transformation is classified with all its events, and its rows show the kind for each lot.
     */
    private CteClassification classification(ResolvedEvent at) {
        return lot.interpretation()
                .transformations()
                .of(at)
                .map(lot.interpretation().transformations()::classification)
                .orElseGet(() -> lot.interpretation().classifier().of(at, lot.lot()));
    }

    /** The paragraph that requires the quantity. */
    private static @Nullable String paragraph(CteClassification classification, ResolvedEvent at) {
        return switch (classification.kind()) {
            case HARVESTING -> "1.1325(a)(1)";
            case COOLING -> "1.1325(b)(1)";
            case INITIAL_PACKING -> "1.1330(a)";
            case INITIAL_PACKING_SPROUTS -> "1.1330(b)";
            case INITIAL_PACKING_EXEMPT -> "1.1330(c)";
            case FIRST_LAND_BASED_RECEIVING -> "1.1335";
            case SHIPPING -> "1.1340(a)(2)";
            case RECEIVING -> "1.1345(a)(2)";
            case RECEIVING_EXEMPT -> "1.1345(b)";
            case TRANSFORMATION -> "1.1350(a)";
            default -> at.inputs().isEmpty() ? null : "1.1350(a)";
        };
    }

    private void meaning(ResolvedEvent at) {
        if (!at.subjects().contains(lot.lot())) return;
        CteClassification classification = classification(at);
        if (classification.isAmbiguous()) {
            found.add(lot.finding(
                    FindingKind.AMBIGUOUS_CTE,
                    List.of(at),
                    sentence(classification.reason()),
                    null,
                    Map.of("cte", classification.kind().word)));
        }
        if (!classification.understood()) {
            found.add(lot.finding(
                    FindingKind.UNCLASSIFIED_EVENT, List.of(at), sentence(classification.reason()), null, Map.of()));
        }
    }

    /**
     * An amount that a shipment lists beside units that hold more of the lot may have left in addition. In a receipt it
     * is what arrived, and a short receipt says so.
     */
    private void besideUnits(ResolvedEvent at) {
        if (at.event().epcs().isEmpty() || !MovementEvents.isShipment(at)) return;
        List<LotAmount> listed = LotAmount.summed(at.objects(lot.lot()).stream()
                .filter(amount -> amount.unit() == null)
                .toList());
        if (listed.isEmpty()) return;
        List<LotAmount> held = lot.interpretation().eventLots().insideUnits(at.event(), lot.lot());
        for (LotAmount amount : listed) {
            held.stream().filter(amount::countsWith).forEach(inside -> compare(at, amount, inside));
        }
    }

    private void compare(ResolvedEvent at, LotAmount listed, LotAmount inside) {
        BigDecimal quantity = listed.quantity();
        BigDecimal more = inside.quantity();
        if (quantity == null || more == null || quantity.compareTo(more) >= 0) return;
        CteClassification classification = classification(at);
        if (classification.is(CteKind.NONE)) return;
        String unit = UnitOfMeasure.inWords(listed.uom());
        found.add(lot.finding(
                FindingKind.AMBIGUOUS_CTE,
                List.of(at),
                "The event lists " + quantity.toPlainString() + " " + unit
                        + " of the lot beside units that hold " + more.toPlainString() + " " + unit
                        + ". The listed amount counts as the whole. If it left in addition, correct the event with the whole amount of the lot.",
                null,
                Map.of("cte", classification.kind().word, "listed", quantity, "inside", more)));
    }

    private void serials(ResolvedEvent at) {
        List<String> unknown = lot.interpretation().eventLots().serialsWithoutLot(at.lotEvent());
        if (unknown.isEmpty()) return;
        found.add(lot.finding(
                FindingKind.SERIAL_WITHOUT_LOT,
                List.of(at),
                "The event names " + unknown.size() + " serial" + (unknown.size() == 1 ? "" : "s")
                        + " without a known lot: " + unknown.get(0) + (unknown.size() > 1 ? ", …" : "")
                        + ".",
                null,
                Map.of("serials", unknown)));
    }

    private void units(ResolvedEvent at) {
        boolean moved = MovementEvents.isShipment(at) || MovementEvents.isReceipt(at);
        if (!moved && !(at.event() instanceof TransformationEvent)) return;
        List<String> unknown = lot.interpretation().eventLots().unitsOfUnknownContents(at.lotEvent()).stream()
                .filter(unit -> !EventLotReader.isSerial(unit))
                .toList();
        if (unknown.isEmpty()) return;
        found.add(lot.finding(
                FindingKind.SERIAL_WITHOUT_LOT,
                List.of(at),
                "The event names " + unknown.size() + " unit" + (unknown.size() == 1 ? "" : "s")
                        + " of unknown contents: " + unknown.get(0) + (unknown.size() > 1 ? ", …" : "")
                        + ". Send the event that packed " + (unknown.size() == 1 ? "it" : "them") + ".",
                paragraph(classification(at), at),
                Map.of("units", unknown)));
    }

    /** A lot that was used up in what no event names ends without a word. What was made with a serial is its own finding. */
    private void newLot(JoinedTransformation made) {
        Transformations transformations = lot.interpretation().transformations();
        if (!made.amounts().use(lot.lot()) || !transformations.lacksNewLot(made)) return;
        ResolvedEvent at = made.completing(lot.lot());
        List<String> outputs = made.events().stream()
                .flatMap(event -> outputs(event.event()))
                .distinct()
                .toList();
        if (outputs.stream().anyMatch(EventLotReader::isSerial)
                || classification(at).is(CteKind.NONE)) return;
        found.add(lot.finding(
                FindingKind.SERIAL_WITHOUT_LOT,
                made.events(),
                outputs.isEmpty()
                        ? "The lot was used in a transformation, and no event names what was made. Send its output with the same transformationID."
                        : "The lot was used in a transformation, and no event names the new lot of " + outputs.get(0)
                                + (outputs.size() > 1 ? ", …" : "")
                                + ". Correct the output to a class with its lot, or send the event that packed the unit, with a time that is not later.",
                paragraph(classification(at), at),
                outputs.isEmpty() ? Map.of() : Map.of("outputs", outputs)));
    }

    private static Stream<String> outputs(EpcisEvent event) {
        return event instanceof TransformationEvent made
                ? Stream.concat(
                        made.outputQuantityList().stream().map(QuantityElement::epcClass),
                        made.outputEPCList().stream())
                : Stream.of();
    }

    private Map<String, List<ResolvedEvent>> byId() {
        Map<String, List<ResolvedEvent>> known = byId;
        if (known == null)
            byId = known =
                    own.stream().collect(Collectors.groupingBy(at -> at.event().eventID()));
        return known;
    }

    private void source(CriticalTrackingEvent row) {
        if (row instanceof Shipping s) source(row, s.source(), s.sourceReference(), "1.1340(a)(7)");
        if (row instanceof Receiving r) source(row, r.source(), r.sourceReference(), "1.1345(a)(7)");
    }

    private void source(CriticalTrackingEvent row, LocationDescription source, Kde reference, String cfr) {
        if (!row.basis().lot().equals(lot.lot()) || !reference.isGap() || source.isIdentified()) return;
        found.add(lot.finding(
                FindingKind.MISSING_TLC_SOURCE,
                byId().getOrDefault(row.basis().eventID(), List.of()),
                "Neither the place that assigned the lot's code nor a reference to it is known.",
                cfr,
                Map.of()));
    }

    private void places() {
        Map<String, Set<ResolvedEvent>> undescribed = new LinkedHashMap<>();
        for (ResolvedEvent at : own) {
            for (String place : placesOf(at.event())) {
                if (!lot.interpretation().places().isDescribed(place)) {
                    undescribed
                            .computeIfAbsent(place, p -> new LinkedHashSet<>())
                            .add(at);
                }
            }
        }
        undescribed.forEach((place, events) -> {
            List<LocationDescription> ask = new ArrayList<>(lot.describe(List.of(place)));
            ask.addAll(lot.keepers(events));
            found.add(lot.finding(
                            FindingKind.UNKNOWN_LOCATION,
                            events,
                            "There is no master data for " + place + ": name, phone and address are missing.",
                            "1.1310",
                            Map.of("location", place))
                    .asking(ask));
        });
    }

    private static SortedSet<String> placesOf(EpcisEvent event) {
        EventFields fields = event.fields();
        SortedSet<String> places = new TreeSet<>(); // source and destination lists have no order
        if (fields.readPoint() != null) places.add(fields.readPoint());
        if (fields.bizLocation() != null) places.add(fields.bizLocation());
        for (SourceDestination end : fields.sourceList()) places.add(end.id());
        for (SourceDestination end : fields.destinationList()) places.add(end.id());
        places.removeIf(String::isBlank);
        return places;
    }

    private void product() {
        Optional<ResolvedEvent> first = own.stream().findFirst();
        if (first.isEmpty() || lot.interpretation().products().isDescribed(lot.lot())) return;
        found.add(lot.finding(
                FindingKind.UNKNOWN_PRODUCT,
                first.stream().toList(),
                "There is no master data for the product of " + lot.lot().printed() + ".",
                "1.1310",
                Map.of("class", lot.lot().uri())));
    }

    private static String sentence(String reason) {
        return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
    }
}
