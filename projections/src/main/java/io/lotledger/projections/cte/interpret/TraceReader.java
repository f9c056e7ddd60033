package io.lotledger.projections.cte.interpret;

import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.ClassificationListener;
import io.lotledger.projections.cte.classify.EventClassifier;
import io.lotledger.projections.cte.classify.JoinedTransformation;
import io.lotledger.projections.cte.classify.Transformations;
import io.lotledger.projections.cte.model.CriticalTrackingEvents.Unclassified;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.EventFacts;
import io.lotledger.projections.lineage.facts.FactReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Iterates over the evidence once and reports what concerns lots of the trace. */
final class TraceReader {
    private static final String WITHOUT_NEW_LOT = "transformation without a known output";

    private final TraceEvidence evidence;
    private final Set<LotKey> traced;
    private final Set<LotKey> followed;
    private final LotEventHistory history;
    private final EventClassifier classifier;
    private final Transformations transformations;
    private final ClassificationListener listener;
    private final List<Unmatched> unmatched = new ArrayList<>();
    private @Nullable Set<String> tracedDocuments;

    /** An event without a row, in event order. */
    private record Unmatched(ResolvedEvent event, String reason) {}

    TraceReader(
            TraceEvidence evidence,
            LotEventHistory history,
            EventClassifier classifier,
            Transformations transformations,
            ClassificationListener listener) {
        Trace trace = evidence.trace();
        this.evidence = evidence;
        this.traced = trace.nodes().stream().map(node -> node.lot().key()).collect(Collectors.toSet());
        this.followed = trace.direction().goesForward()
                ? trace.nodes().stream()
                        .filter(node -> node.role() != Trace.Role.UPSTREAM)
                        .map(node -> node.lot().key())
                        .collect(Collectors.toSet())
                : Set.of();
        this.history = history;
        this.classifier = classifier;
        this.transformations = transformations;
        this.listener = listener;
    }

    /** Reports each CTE to the listener. @return events that are not a CTE, in event order */
    public List<Unclassified> read() {
        List<ResolvedEvent> ofTrace = history.of(traced);
        history.withoutLots().forEach(this::readWithoutLots);
        ofTrace.stream().filter(TraceReader::isNoTransformation).forEach(this::read);
        transformations.naming(ofTrace).forEach(this::read);
        return unmatched.stream()
                .sorted(Comparator.comparingInt(o -> o.event().order()))
                .map(o -> new Unclassified(o.event().event().eventID(), o.reason()))
                .toList();
    }

    private static boolean isNoTransformation(ResolvedEvent resolved) {
        return !(resolved.event() instanceof TransformationEvent);
    }

    private void readWithoutLots(ResolvedEvent resolved) {
        if (isNoTransformation(resolved) && isOfEvidence(resolved) && concernsTrace(resolved))
            unmatched.add(new Unmatched(resolved, classifier.withoutLots(resolved)));
    }

    private void read(ResolvedEvent resolved) {
        Map<String, List<LotKey>> reasons = new LinkedHashMap<>();
        boolean hasRow = false;
        for (LotKey lot : tracedOf(resolved.subjects())) {
            CteClassification classification = classifier.of(resolved, lot);
            if (classification.is(CteKind.NONE)) {
                reasons.computeIfAbsent(classification.reason(), r -> new ArrayList<>())
                        .add(lot);
            } else {
                hasRow = true;
                classifier
                        .amounts(resolved, lot)
                        .forEach(amount -> listener.classified(resolved, amount, classification));
            }
        }
        addUnclassified(resolved, reasons, hasRow);
    }

    /** Events of lots that are interpreted together belong to one of them. */
    private boolean isOfEvidence(ResolvedEvent resolved) {
        return evidence.together() == evidence.events()
                || history.captured(resolved.event().eventID())
                        .filter(evidence.events()::contains)
                        .isPresent();
    }

    /**
     * A void by its document alone belongs to the lots whose events name the document. The evidence has those of inputs
     * outside the trace too.
     */
    private boolean concernsTrace(ResolvedEvent withoutLots) {
        EventFacts facts = FactReader.read(withoutLots.event());
        if (!facts.units().isEmpty()) return true;
        if (tracedDocuments == null) tracedDocuments = documentsOfTrace();
        return !Collections.disjoint(tracedDocuments, facts.documents());
    }

    private Set<String> documentsOfTrace() {
        return history.of(traced).stream()
                .flatMap(event -> FactReader.read(event.event()).documents().stream())
                .collect(Collectors.toSet());
    }

    /**
     * The traced lots among the subjects, in event order. A single lot is looked up among the many that an event may
     * name.
     */
    private Collection<LotKey> tracedOf(Set<LotKey> subjects) {
        if (traced.size() == 1)
            return traced.stream().filter(subjects::contains).toList();
        return subjects.stream().filter(traced::contains).toList();
    }

    /** One amount per unit of measure, without voided ones. */
    /** Prefixes the reason with its lots if it does not hold for all of them. */
    private void addUnclassified(ResolvedEvent resolved, Map<String, List<LotKey>> reasons, boolean hasRow) {
        boolean oneForAll = reasons.size() == 1 && !hasRow;
        reasons.forEach((reason, lots) -> {
            String whose = lots.stream().map(LotKey::printed).collect(Collectors.joining(", ", "", ": "));
            unmatched.add(new Unmatched(resolved, oneForAll ? reason : whose + reason));
        });
    }

    private void read(JoinedTransformation made) {
        if (!made.namesNewLot()) {
            readWithoutNewLot(made);
            return;
        }
        List<LotAmount> outputs = outputs(made);
        if (outputs.isEmpty()) return; // its outputs are outside the trace
        CteClassification classification = transformations.classification(made);
        List<LotAmount> used = transformations.listedInputs(made);
        for (LotAmount output : outputs) listener.classified(made, output, used, classification);
        Set<ResolvedEvent> completing =
                outputs.stream().map(o -> made.completing(o.lot())).collect(Collectors.toSet());
        addOtherParts(made, completing, classification);
    }

    private void readWithoutNewLot(JoinedTransformation made) {
        CteClassification classification = transformations.classification(made);
        Optional<LotKey> lot = made.inputs().stream()
                .map(LotAmount::lot)
                .filter(followed::contains)
                .findFirst();
        if (lot.isEmpty() || !classification.is(CteKind.TRANSFORMATION) || !transformations.lacksNewLot(made)) {
            made.events().forEach(e -> unmatched.add(new Unmatched(e, WITHOUT_NEW_LOT)));
            return;
        }
        listener.classifiedWithoutNewLot(
                made, lot.get(), transformations.listedInputs(made), classification.because(WITHOUT_NEW_LOT));
        addOtherParts(made, Set.of(made.completing(lot.get())), classification);
    }

    private List<LotAmount> outputs(JoinedTransformation made) {
        if (traced.size() == 1) return made.amounts().outputs(traced.iterator().next());
        return made.outputs().stream().filter(o -> traced.contains(o.lot())).toList();
    }

    /** Reports the events of a joined transformation other than those its rows refer to. */
    private void addOtherParts(
            JoinedTransformation made, Set<ResolvedEvent> completing, CteClassification classification) {
        for (ResolvedEvent event : made.events()) {
            if (classification.is(CteKind.NONE)) unmatched.add(new Unmatched(event, classification.reason()));
            else if (!completing.contains(event)) {
                unmatched.add(new Unmatched(
                        event,
                        "part of a transformation whose rows are listed under "
                                + completing.stream()
                                        .map(c -> c.event().eventID())
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
            }
        }
    }
}
