package io.lotledger.projections.cte.interpret;

import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.ClassificationListener;
import io.lotledger.projections.cte.classify.EventClassifier;
import io.lotledger.projections.cte.classify.JoinedTransformation;
import io.lotledger.projections.cte.classify.Transformations;
import io.lotledger.projections.cte.classify.VoidedShipments;
import io.lotledger.projections.cte.model.CriticalTrackingEvents.Unclassified;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.lineage.Trace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Goes through the evidence once and tells what concerns lots of the trace. */
final class TraceReader {
    private final Set<LotKey> traced;
    private final LotEventHistory histories;
    private final VoidedShipments voids;
    private final EventClassifier verdicts;
    private final Transformations transformations;
    private final ClassificationListener listener;
    private final List<Open> open = new ArrayList<>();

    /** An event without a row, in its place among the others. */
    private record Open(ResolvedEvent happening, String reason) {}

    TraceReader(
            Trace trace,
            LotEventHistory histories,
            VoidedShipments voids,
            EventClassifier verdicts,
            Transformations transformations,
            ClassificationListener listener) {
        this.traced = trace.nodes().stream().map(node -> node.lot().key()).collect(Collectors.toSet());
        this.histories = histories;
        this.voids = voids;
        this.verdicts = verdicts;
        this.transformations = transformations;
        this.listener = listener;
    }

    /** Tells the listener of each CTE. @return what is none, in order of happening */
    public List<Unclassified> read() {
        for (ResolvedEvent happening : histories.all()) {
            if (!(happening.event() instanceof TransformationEvent)) read(happening);
        }
        transformations.all().forEach(this::read);
        return open.stream()
                .sorted(Comparator.comparingInt(o -> o.happening().order()))
                .map(o -> new Unclassified(o.happening().event().eventID(), o.reason()))
                .toList();
    }

    private void read(ResolvedEvent happening) {
        if (happening.lots().isEmpty()) {
            open.add(new Open(happening, verdicts.withoutLots(happening)));
            return;
        }
        Map<String, List<LotKey>> reasons = new LinkedHashMap<>();
        boolean hasRow = false;
        for (LotKey lot : tracedOf(happening.subjects())) {
            CteClassification verdict = verdicts.of(happening, lot);
            if (verdict.is(CteKind.NONE)) {
                reasons.computeIfAbsent(verdict.reason(), r -> new ArrayList<>())
                        .add(lot);
            } else {
                hasRow = true;
                amounts(happening, lot).forEach(amount -> listener.heard(happening, amount, verdict));
            }
        }
        leaveOpen(happening, reasons, hasRow);
    }

    /** In the order of the event. A single lot is looked up among the many that an event may name. */
    private Collection<LotKey> tracedOf(Set<LotKey> subjects) {
        if (traced.size() == 1)
            return traced.stream().filter(subjects::contains).toList();
        return subjects.stream().filter(traced::contains).toList();
    }

    /** One for each unit of measure; what a void took back is out. */
    private List<LotAmount> amounts(ResolvedEvent happening, LotKey lot) {
        return LotAmount.summed(voids.remaining(happening, lot));
    }

    /** The lots are named where the event is something else for others of them. */
    private void leaveOpen(ResolvedEvent happening, Map<String, List<LotKey>> reasons, boolean hasRow) {
        boolean oneForAll = reasons.size() == 1 && !hasRow;
        reasons.forEach((reason, lots) -> {
            String whose = lots.stream().map(LotKey::printed).collect(Collectors.joining(", ", "", ": "));
            open.add(new Open(happening, oneForAll ? reason : whose + reason));
        });
    }

    private void read(JoinedTransformation made) {
        boolean touchesTrace = made.events().stream().anyMatch(e -> !Collections.disjoint(e.lots(), traced));
        if (!touchesTrace) return;
        if (made.outputs().isEmpty()) {
            made.events().forEach(e -> open.add(new Open(e, "a transformation of which no output is known yet")));
            return;
        }
        List<LotAmount> outputs = outputs(made);
        if (outputs.isEmpty()) return; // it makes lots the trace does not go to
        CteClassification verdict = transformations.verdict(made);
        List<LotAmount> used = transformations.listedInputs(made);
        for (LotAmount output : outputs) listener.heard(made, output, used, verdict);
        noteParts(made, outputs, verdict);
    }

    private List<LotAmount> outputs(JoinedTransformation made) {
        if (traced.size() == 1) return made.amounts().outputs(traced.iterator().next());
        return made.outputs().stream().filter(o -> traced.contains(o.lot())).toList();
    }

    /** Events of a joined transformation other than the one its rows stand under. */
    private void noteParts(JoinedTransformation made, List<LotAmount> outputs, CteClassification verdict) {
        Set<ResolvedEvent> completing =
                outputs.stream().map(o -> made.completing(o.lot())).collect(Collectors.toSet());
        for (ResolvedEvent event : made.events()) {
            if (verdict.is(CteKind.NONE)) open.add(new Open(event, verdict.reason()));
            else if (!completing.contains(event)) {
                open.add(new Open(
                        event,
                        "part of a transformation whose rows stand under "
                                + completing.stream()
                                        .map(c -> c.event().eventID())
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
            }
        }
    }
}
