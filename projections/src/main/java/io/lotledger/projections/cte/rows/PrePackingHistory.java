package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.EventClassifier;
import io.lotledger.projections.cte.classify.LotCreationEvents;
import io.lotledger.projections.cte.classify.PackingStage;
import io.lotledger.projections.cte.classify.ShipmentsAndReceipts;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Handover;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.reading.BizStep;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.QuantityText;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The history of a lot between its farm and its initial packing: the columns that Harvesting, Cooling and Initial
 * Packing share.
 */
public final class PrePackingHistory {
    private final LotEventHistory history;
    private final LotCreationEvents creations;
    private final PackingStage packingStage;
    private final EventClassifier classifier;
    private final ShipmentsAndReceipts movements;
    private final LocationDescriptions places;
    private final GoodsPath paths;
    private final GoodsArrivals arrivals;
    private final UsedUpDeliveries usedUp;
    /** Receipts and transports of a lot, in event order: it may have thousands of other events. */
    private final Map<LotKey, List<ResolvedEvent>> comings = new HashMap<>();

    public PrePackingHistory(
            LotEventHistory history,
            LotCreationEvents creations,
            PackingStage packingStage,
            EventClassifier classifier,
            ShipmentsAndReceipts movements,
            LocationDescriptions places) {
        this.history = history;
        this.creations = creations;
        this.packingStage = packingStage;
        this.classifier = classifier;
        this.movements = movements;
        this.places = places;
        this.paths = new GoodsPath(history, creations, classifier, movements);
        this.arrivals = new GoodsArrivals(movements);
        this.usedUp = new UsedUpDeliveries(history, creations);
    }

    /**
     * What happened to goods before they came to a place.
     *
     * @param receipt their receipt at the place
     * @param farms the place of harvest, otherwise the sources of the first receipt or transport, which may be several
     * @param harvesters the harvesters' URIs or names
     * @param note on a farm that is not known; otherwise empty
     */
    record Upstream(
            Optional<ResolvedEvent> receipt,
            Optional<ResolvedEvent> harvest,
            Optional<ResolvedEvent> cooling,
            List<String> farms,
            List<String> harvesters,
            String note) {}

    /**
     * What happened to the goods at the place on the paths that led them there, which are several where goods of several
     * farms came together. Where the events do not state the path, the lot's last harvest and cooling before are taken.
     */
    List<Upstream> upstream(LotKey lot, Optional<String> place, Optional<ResolvedEvent> receipt, ResolvedEvent at) {
        return paths.to(lot, place, receipt, at).stream()
                .map(path -> upstream(lot, path, at))
                .distinct()
                .toList();
    }

    private Upstream upstream(LotKey lot, GoodsPath.Path path, ResolvedEvent at) {
        return switch (path.start()) {
            case STATED -> {
                Optional<ResolvedEvent> transport = path.transport().or(() -> firstDeparture(lot, path.harvest()));
                List<String> farms = path.origin().isEmpty() ? farms(lot, path.harvest(), at) : path.origin();
                yield upstream(
                        path, path.harvest(), path.cooling(), farms, harvesters(lot, transport, path.harvest(), at));
            }
            case NOT_STATED -> {
                Optional<ResolvedEvent> harvest = harvest(lot, path.begin());
                Optional<ResolvedEvent> cooling = path.cooling().or(() -> lastCooling(lot, at));
                List<String> harvesters = harvesters(lot, firstDeparture(lot, harvest), harvest, at);
                yield upstream(path, harvest, cooling, farms(lot, harvest, at), harvesters);
            }
            case WITHOUT_HARVEST ->
                new Upstream(
                        path.receipt(),
                        Optional.empty(),
                        path.cooling(),
                        List.of(),
                        harvesters(lot, path.transport(), Optional.empty(), at),
                        "; its farm is not known: no harvest of the lot at "
                                + Endpoints.placeKey(path.origin().stream().findFirst())
                                + ", where its path begins, and what other farms harvested went elsewhere");
        };
    }

    private static Upstream upstream(
            GoodsPath.Path path,
            Optional<ResolvedEvent> harvest,
            Optional<ResolvedEvent> cooling,
            List<String> farms,
            List<String> harvesters) {
        return new Upstream(path.receipt(), harvest, cooling, farms, harvesters, "");
    }

    /** A note if goods of several paths came together; otherwise empty. */
    static String noteOnPaths(List<Upstream> upstreams) {
        return upstreams.size() < 2
                ? ""
                : "; ambiguous: goods came together by " + upstreams.size()
                        + " paths; each has a row with the whole quantity";
    }

    /** The last harvest of the lot before an event, otherwise the first. */
    private Optional<ResolvedEvent> harvest(LotKey lot, ResolvedEvent at) {
        List<ResolvedEvent> harvests = creations.of(lot, CteKind.HARVESTING).toList();
        Optional<ResolvedEvent> first = harvests.stream().findFirst();
        return GoodsPath.last(harvests.stream().filter(h -> h.mayPrecede(at))).or(() -> first);
    }

    /**
     * Receipts of the lot at a place that are not after the event, without returns of what was packed there. One that
     * several events record is there once.
     */
    List<ResolvedEvent> receiptsAt(LotKey lot, Optional<String> place, ResolvedEvent at) {
        return movements
                .receipts(lot)
                .filter(h -> h.mayPrecede(at))
                .filter(h -> place.isPresent() && Endpoints.meet(Endpoints.receivedAt(h.event()), List.of(place.get())))
                .filter(h -> !paths.isReturn(lot, place, h))
                .filter(h -> movements.recordedBy(h, lot).isEmpty())
                .toList();
    }

    /** Those of the receipts at the packing location of which earlier packings there left nothing. */
    List<ResolvedEvent> usedUpBefore(
            LotKey lot, Optional<String> place, List<ResolvedEvent> receipts, ResolvedEvent packing) {
        return usedUp.before(lot, place, receipts, packing);
    }

    /** The documents of the goods' receipt at the place, otherwise of the last one there before the event. */
    List<BizTransaction> receiptDocuments(LotKey lot, Optional<String> place, Upstream upstream, ResolvedEvent at) {
        return upstream.receipt()
                .or(() -> GoodsPath.last(movements
                        .receipts(lot)
                        .filter(h -> h.mayPrecede(at))
                        .filter(h -> Endpoints.agree(
                                Endpoints.receivedAt(h.event()), place.stream().toList()))))
                .map(receipt -> movements.documents(lot, receipt))
                .orElse(List.of());
    }

    private Optional<ResolvedEvent> lastCooling(LotKey lot, ResolvedEvent at) {
        return GoodsPath.last(paths.coolings(lot).stream().filter(h -> h.mayPrecede(at)));
    }

    private List<String> farms(LotKey lot, Optional<ResolvedEvent> harvest, ResolvedEvent at) {
        Optional<String> harvested = harvest.flatMap(h -> Endpoints.farm(h.event()));
        if (harvested.isPresent()) return List.of(harvested.get());
        return comings.computeIfAbsent(lot, this::readComings).stream()
                .filter(h -> h.mayPrecede(at) && !isOfPackedFood(lot, h))
                .map(PrePackingHistory::cameFrom)
                .filter(places -> !places.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<ResolvedEvent> readComings(LotKey lot) {
        return history.of(lot).stream()
                .filter(h -> MovementEvents.isReceipt(h) || MovementEvents.isTransport(h))
                .toList();
    }

    private static List<String> cameFrom(ResolvedEvent resolved) {
        if (MovementEvents.isReceipt(resolved)) return Endpoints.previousSources(resolved.event());
        return MovementEvents.isTransport(resolved) ? Endpoints.shippedFrom(resolved.event()) : List.of();
    }

    /** Whether the movement is later than a packing of the lot, or of goods that came from where it was packed. */
    private boolean isOfPackedFood(LotKey lot, ResolvedEvent movement) {
        return creations.of(lot).stream()
                .filter(made -> made.kind().makesTraceabilityLot())
                .map(LotCreationEvents.Creation::event)
                .anyMatch(made -> isLater(movement, made)
                        || Endpoints.meet(
                                arrivals.sources(lot, movement),
                                Endpoints.place(made.event()).stream().toList()));
    }

    private static boolean isLater(ResolvedEvent event, ResolvedEvent than) {
        return than.mayPrecede(event) && !event.mayPrecede(than);
    }

    Kde field(EpcisEvent harvest) {
        Optional<String> named = LotledgerExtension.text(harvest, "growingAreaName");
        if (named.isPresent()) return Kde.of(named);
        boolean grownInContainer =
                LotledgerExtension.text(harvest, "containerName").isPresent() || isAquaculture(harvest);
        if (grownInContainer || isFishing(harvest)) return Kde.notApplicable("");
        return Endpoints.growingArea(harvest).map(places::growingArea).orElse(Kde.MISSING);
    }

    Kde container(EpcisEvent harvest) {
        Optional<String> named = LotledgerExtension.text(harvest, "containerName");
        if (named.isPresent()) return Kde.of(named);
        if (!isAquaculture(harvest)) return Kde.notApplicable("");
        return Endpoints.growingArea(harvest).map(places::growingArea).orElse(Kde.MISSING);
    }

    /** GDST's business step for the harvest of an aquaculture farm. */
    private static boolean isAquaculture(EpcisEvent harvest) {
        return BizStep.of(harvest).equals("farmharvest");
    }

    private static boolean isFishing(EpcisEvent harvest) {
        return BizStep.of(harvest).equals("fishingevent");
    }

    private Optional<ResolvedEvent> firstDeparture(LotKey lot, Optional<ResolvedEvent> harvest) {
        return movements
                .departures(lot)
                .filter(h -> harvest.isPresent() ? harvest.get().isBefore(h) : !isOfPackedFood(lot, h))
                .findFirst();
    }

    /**
     * The owners on the first transport after the harvest, in whichever record of it names any; otherwise {@code
     * lotledger:harvester}.
     */
    private List<String> harvesters(
            LotKey lot, Optional<ResolvedEvent> transport, Optional<ResolvedEvent> harvest, ResolvedEvent at) {
        List<ResolvedEvent> records =
                transport.map(t -> movements.records(lot, t)).orElse(List.of());
        Optional<List<String>> owners = records.stream()
                .map(record -> Endpoints.owners(record.event()))
                .filter(named -> !named.isEmpty())
                .findFirst();
        if (owners.isPresent()) return owners.get();
        return Stream.concat(records.stream(), Stream.concat(harvest.stream(), Stream.of(at)))
                .flatMap(h -> LotledgerExtension.text(h.event(), "harvester").stream())
                .limit(1)
                .toList();
    }

    /**
     * The next recipients of the lot, each once; several if the harvest was divided. Without a recipient that the event
     * or a departure names, it is not applicable if the lot was packed here, otherwise where the lot next arrived
     * before its packing.
     */
    List<Recipient> recipients(LotKey lot, ResolvedEvent at, Optional<String> from, CteKind kind) {
        List<String> named = namedRecipients(lot, at, from, kind);
        if (!named.isEmpty()) return described(named);
        if (isPackedAt(lot, from)) {
            return List.of(new Recipient(
                    Optional.empty(), LocationDescription.notApplicable("Initially packed at the same location")));
        }
        return described(nextArrival(lot, at, from));
    }

    /** @param place its URI; empty if there is none */
    record Recipient(Optional<String> place, LocationDescription description) {}

    private List<Recipient> described(List<String> uris) {
        if (uris.isEmpty()) return List.of(new Recipient(Optional.empty(), LocationDescription.missing()));
        return uris.stream()
                .map(uri -> new Recipient(Optional.of(uri), places.describe(uri)))
                .toList();
    }

    /** A note if one transport names several recipients; otherwise empty. */
    String noteOnRecipients(LotKey lot, ResolvedEvent at, Optional<String> from, CteKind kind) {
        if (!Endpoints.recipients(at.event()).isEmpty()) return "";
        return departures(lot, at, from, kind).stream()
                .filter(h -> Endpoints.recipients(h.event()).size() > 1)
                .map(h -> "; ambiguous: its transport " + h.event().eventID() + " names "
                        + Endpoints.recipients(h.event()).size()
                        + " recipients; each has a row with the whole quantity")
                .findFirst()
                .orElse("");
    }

    private List<String> namedRecipients(LotKey lot, ResolvedEvent at, Optional<String> from, CteKind kind) {
        List<String> own = Endpoints.recipients(at.event());
        if (!own.isEmpty()) return own;
        return distinct(departures(lot, at, from, kind).stream()
                .flatMap(h -> Endpoints.recipients(h.event()).stream())
                .toList());
    }

    /** The place of the next receipt or landing elsewhere; after its packing, the lot went on as another food. */
    private List<String> nextArrival(LotKey lot, ResolvedEvent at, Optional<String> from) {
        return history.of(lot).stream()
                .filter(h -> MovementEvents.isReceipt(h) || creations.landsEarlierCatch(lot, h))
                .filter(at::mayPrecede)
                .filter(h -> !packingStage.isAfterPacking(lot, h))
                .flatMap(h -> Endpoints.receivedAt(h.event()).stream())
                .filter(place -> from.isEmpty() || !Endpoints.same(place, from.get()))
                .limit(1)
                .toList();
    }

    /** The documents of the transport that took the lot to the recipient, otherwise of its receipt there. */
    List<BizTransaction> documentsOfTransport(
            LotKey lot, ResolvedEvent at, Optional<String> from, CteKind kind, Recipient to) {
        List<String> recipient = to.place().stream().toList();
        Stream<ResolvedEvent> transports = departures(lot, at, from, kind).stream()
                .filter(h -> Endpoints.agree(Endpoints.recipients(h.event()), recipient));
        Stream<ResolvedEvent> receipts = movements
                .receipts(lot)
                .filter(at::mayPrecede)
                .filter(h -> Endpoints.meet(Endpoints.receivedAt(h.event()), recipient))
                .limit(1);
        return Stream.concat(transports, receipts)
                .map(h -> movements.documents(lot, h))
                .filter(documents -> !documents.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** What departures took to the recipient; one that several events record is there once. */
    List<Handover> handovers(LotKey lot, ResolvedEvent at, Optional<String> from, CteKind kind, Recipient to) {
        List<String> recipient = to.place().stream().toList();
        return departures(lot, at, from, kind).stream()
                .filter(h -> Endpoints.meet(Endpoints.recipients(h.event()), recipient))
                .flatMap(h -> movements.counted(lot, h).stream().map(amount -> handover(h.event(), amount)))
                .toList();
    }

    private static Handover handover(EpcisEvent departure, LotAmount amount) {
        return new Handover(
                departure.eventID(),
                departure.eventTime(),
                departure.fields().eventTimeZoneOffset(),
                QuantityText.of(amount));
    }

    /**
     * The departures from this place after the event and before the next of its kind; if none names this place, the
     * next departure from anywhere.
     */
    private List<ResolvedEvent> departures(LotKey lot, ResolvedEvent at, Optional<String> from, CteKind kind) {
        List<ResolvedEvent> after = movements
                .departures(lot)
                .filter(at::mayPrecede)
                .filter(h -> packingStage.isBeforePacking(lot, h))
                .toList();
        List<ResolvedEvent> fromHere =
                after.stream().filter(h -> leftFrom(h, from)).toList();
        if (fromHere.isEmpty()) return after.stream().limit(1).toList();
        List<ResolvedEvent> ofThisOne = fromHere.stream()
                .filter(h -> nextOfKind(lot, at, kind)
                        .filter(next -> next.isBefore(h))
                        .isEmpty())
                .toList();
        return ofThisOne.isEmpty() ? fromHere : ofThisOne;
    }

    private Optional<ResolvedEvent> nextOfKind(LotKey lot, ResolvedEvent at, CteKind kind) {
        Stream<ResolvedEvent> alike = kind == CteKind.HARVESTING
                ? creations.of(lot, kind)
                : history.of(lot).stream().filter(h -> classifier.of(h, lot).is(kind));
        return alike.filter(at::isBefore).findFirst();
    }

    private static boolean leftFrom(ResolvedEvent departure, Optional<String> from) {
        EpcisEvent event = departure.event();
        return from.isPresent()
                && (Endpoints.meet(Endpoints.shippedFrom(event), List.of(from.get()))
                        || Endpoints.meet(Endpoints.owners(event), List.of(from.get())));
    }

    private boolean isPackedAt(LotKey lot, Optional<String> place) {
        return history.of(lot).stream()
                .filter(h -> !h.inputs(lot).isEmpty()
                        || creations
                                .classification(h, lot)
                                .filter(v -> v.kind().isPacking())
                                .isPresent())
                .anyMatch(h -> Endpoints.same(Endpoints.place(h.event()), place));
    }

    private static List<String> distinct(List<String> uris) {
        List<String> distinct = new ArrayList<>();
        for (String uri : uris) {
            if (distinct.stream().noneMatch(seen -> Endpoints.same(seen, uri))) distinct.add(uri);
        }
        return distinct;
    }
}
