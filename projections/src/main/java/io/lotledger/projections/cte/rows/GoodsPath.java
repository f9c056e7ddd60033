package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.EventClassifier;
import io.lotledger.projections.cte.classify.LotCreationEvents;
import io.lotledger.projections.cte.classify.ShipmentsAndReceipts;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The path of goods of a harvest lot, walked back place by place: one lot may take several paths. */
final class GoodsPath {
    private final LotEventHistory history;
    private final LotCreationEvents creations;
    private final EventClassifier classifier;
    private final GoodsArrivals arrivals;
    private final Map<LotKey, List<ResolvedEvent>> coolings = new HashMap<>();

    GoodsPath(
            LotEventHistory history,
            LotCreationEvents creations,
            EventClassifier classifier,
            ShipmentsAndReceipts movements) {
        this.history = history;
        this.creations = creations;
        this.classifier = classifier;
        this.arrivals = new GoodsArrivals(movements);
    }

    /** What is known of the harvest of goods by their path. */
    enum Start {
        /** The path leads to the harvest, or to the first place of a lot without harvest events. */
        STATED,
        /** The events do not state the path: the goods may be of any harvest of the lot. */
        NOT_STATED,
        /** The path begins at a place without a harvest, and what is harvested elsewhere left for other places. */
        WITHOUT_HARVEST
    }

    /**
     * @param begin the first event known of these goods: the harvest, otherwise their earliest movement
     * @param origin the places where the path begins
     * @param receipt the receipt of the goods at the place in question
     * @param cooling the last cooling on the path
     * @param transport the departure from the origin
     */
    record Path(
            Start start,
            ResolvedEvent begin,
            List<String> origin,
            Optional<ResolvedEvent> receipt,
            Optional<ResolvedEvent> harvest,
            Optional<ResolvedEvent> cooling,
            Optional<ResolvedEvent> transport) {}

    /**
     * Goods at a place on their path.
     *
     * @param known their receipt here, if the question names it
     * @param left the event by which they left, or which is in question
     * @param seen the places of the path so far
     */
    private record Step(
            List<String> here,
            Optional<ResolvedEvent> known,
            ResolvedEvent left,
            Optional<ResolvedEvent> receipt,
            Optional<ResolvedEvent> cooling,
            Optional<ResolvedEvent> transport,
            Set<String> seen) {

        /** The steps back, one for each place that the goods may have come from. */
        Stream<Step> back(GoodsArrivals.Arrival arrival, Optional<ResolvedEvent> cooled) {
            return arrival.from().stream()
                    .map(from -> new Step(
                            List.of(from),
                            Optional.empty(),
                            arrival.left(),
                            seen.isEmpty() ? Optional.of(arrival.event()).filter(MovementEvents::isReceipt) : receipt,
                            cooled,
                            arrival.departure(),
                            withHere()));
        }

        private Set<String> withHere() {
            Set<String> all = new HashSet<>(seen);
            all.addAll(Endpoints.places(here));
            return all;
        }

        boolean isAgain() {
            return seen.containsAll(Endpoints.places(here));
        }
    }

    /** What decides how a path goes on. */
    private record Visit(Set<String> places, int left, Optional<Integer> cooling) {
        static Visit of(Step step) {
            return new Visit(
                    Endpoints.places(step.here()),
                    step.left().order(),
                    step.cooling().map(ResolvedEvent::order));
        }
    }

    /**
     * The paths of the goods that were at the place at an event: several if goods of several sources came together on
     * their way.
     *
     * @param receipt their receipt at the place; otherwise those before the event are taken
     * @return at least one
     */
    List<Path> to(LotKey lot, Optional<String> place, Optional<ResolvedEvent> receipt, ResolvedEvent at) {
        Step end =
                new Step(place.stream().toList(), receipt, at, receipt, Optional.empty(), Optional.empty(), Set.of());
        List<Path> paths = leadingTo(lot, end);
        return paths.isEmpty() ? List.of(begun(lot, end, at, Optional.empty(), false)) : paths;
    }

    /** Whether the receipt brought back what had been packed at the place before. */
    boolean isReturn(LotKey lot, Optional<String> place, ResolvedEvent receipt) {
        List<String> here = place.stream().toList();
        Optional<ResolvedEvent> known = Optional.of(receipt);
        return isPackedBefore(lot, here, receipt)
                && leadingTo(lot, new Step(here, known, receipt, known, Optional.empty(), Optional.empty(), Set.of()))
                        .isEmpty();
    }

    /** The paths of the goods, without those of goods that were packed at the place before they left it. */
    private List<Path> leadingTo(LotKey lot, Step end) {
        List<Path> paths = new ArrayList<>();
        List<Step> circles = new ArrayList<>();
        Set<Visit> visited = new HashSet<>();
        Deque<Step> steps = new ArrayDeque<>();
        steps.add(end);
        while (!steps.isEmpty()) {
            Step step = steps.remove();
            if (step.isAgain()) {
                boolean isBack = Endpoints.meet(step.here(), end.here());
                if (!isBack || !isPackedBefore(lot, step.here(), step.left())) circles.add(step);
            } else if (visited.add(Visit.of(step))) {
                steps.addAll(walk(lot, step, end.left(), paths));
            }
        }
        // events of one day may lead in circles
        if (paths.isEmpty() && !circles.isEmpty()) {
            Step last = circles.get(circles.size() - 1);
            paths.add(begun(lot, last, end.left(), last.cooling(), false));
        }
        return paths;
    }

    /** Adds a path if it ends here; otherwise returns the steps back. */
    private List<Step> walk(LotKey lot, Step step, ResolvedEvent at, List<Path> paths) {
        Optional<ResolvedEvent> cooled = coolingAt(lot, step.here(), step.left());
        Optional<ResolvedEvent> cooling = step.cooling().or(() -> cooled);
        Optional<ResolvedEvent> harvest =
                harvestAt(lot, step.here(), step.known().orElse(step.left()));
        if (harvest.isPresent()) {
            paths.add(ofHarvest(harvest.get(), step, cooling));
            return List.of();
        }
        List<GoodsArrivals.Arrival> came = arrivals(lot, step);
        if (came.isEmpty()) paths.add(begun(lot, step, at, cooling, cooled.isPresent()));
        return came.stream().flatMap(arrival -> step.back(arrival, cooling)).toList();
    }

    /** Whether the lot may have been packed under its own code at the place before the goods left. */
    private boolean isPackedBefore(LotKey lot, List<String> places, ResolvedEvent left) {
        return creations.of(lot).stream()
                .filter(made -> made.kind().isPacking() && made.event().mayPrecede(left))
                .anyMatch(made -> Endpoints.meet(
                        Endpoints.place(made.event().event()).stream().toList(), places));
    }

    private static Path ofHarvest(ResolvedEvent harvest, Step step, Optional<ResolvedEvent> cooling) {
        List<String> farm = Endpoints.farm(harvest.event()).stream().toList();
        return new Path(Start.STATED, harvest, farm, step.receipt(), Optional.of(harvest), cooling, step.transport());
    }

    /** The path that nothing leads farther back. */
    private Path begun(LotKey lot, Step step, ResolvedEvent at, Optional<ResolvedEvent> cooling, boolean isCooledHere) {
        boolean isPlaceKnown = !step.here().isEmpty() && !step.left().equals(at) && !isCooledHere;
        Start start = Start.NOT_STATED;
        if (isPlaceKnown && creations.of(lot, CteKind.HARVESTING).findAny().isEmpty()) start = Start.STATED;
        else if (isPlaceKnown && creations.of(lot, CteKind.HARVESTING).allMatch(h -> wentElsewhere(lot, h, step)))
            start = Start.WITHOUT_HARVEST;
        return new Path(
                start,
                step.known().orElse(step.left()),
                step.here(),
                step.receipt(),
                Optional.empty(),
                cooling,
                step.transport());
    }

    private boolean wentElsewhere(LotKey lot, ResolvedEvent harvest, Step step) {
        return arrivals.wentElsewhere(
                lot, Endpoints.farm(harvest.event()).stream().toList(), step.here());
    }

    /** What was cooled at the place before came before a cooling in question. */
    private List<GoodsArrivals.Arrival> arrivals(LotKey lot, Step step) {
        List<ResolvedEvent> earlier =
                isCooling(lot, step.left()) ? coolingsAt(lot, step.here()).toList() : List.of();
        return arrivals.before(lot, step.here(), step.known(), step.left(), earlier);
    }

    private Optional<ResolvedEvent> coolingAt(LotKey lot, List<String> places, ResolvedEvent left) {
        return last(coolingsAt(lot, places).filter(h -> h.order() == left.order() || h.mayPrecede(left)));
    }

    private Stream<ResolvedEvent> coolingsAt(LotKey lot, List<String> places) {
        return coolings(lot).stream()
                .filter(h -> Endpoints.agree(Endpoints.place(h.event()).stream().toList(), places));
    }

    /** In event order. */
    List<ResolvedEvent> coolings(LotKey lot) {
        return coolings.computeIfAbsent(
                lot, l -> history.of(l).stream().filter(h -> isCooling(l, h)).toList());
    }

    private boolean isCooling(LotKey lot, ResolvedEvent at) {
        return classifier.of(at, lot).is(CteKind.COOLING);
    }

    private Optional<ResolvedEvent> harvestAt(LotKey lot, List<String> places, ResolvedEvent left) {
        return last(creations
                .of(lot, CteKind.HARVESTING)
                .filter(h -> h.mayPrecede(left))
                .filter(h -> Endpoints.meet(Endpoints.farm(h.event()).stream().toList(), places)));
    }

    static Optional<ResolvedEvent> last(Stream<ResolvedEvent> inOrder) {
        return inOrder.reduce((earlier, later) -> later);
    }
}
