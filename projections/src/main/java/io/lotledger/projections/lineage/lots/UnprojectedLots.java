package io.lotledger.projections.lineage.lots;

import io.lotledger.ingest.document.event.RecordedLot;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.LoggedDocument;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.lineage.facts.FactReader;
import io.lotledger.projections.lineage.facts.LineageProjection;
import io.lotledger.projections.lineage.units.EventDates;
import io.lotledger.projections.processor.DocumentParser;
import io.lotledger.projections.processor.ProjectionProgress;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where the end of the log has lots whose codes are no GS1 keys: the part that the tables do not have yet. What was captured
 * a moment ago counts like what was captured long ago.
 */
final class UnprojectedLots {
    private static final Set<String> TABLES = Set.of(EventIndexProjection.NAME, LineageProjection.NAME);

    private final ProjectionProgress progress;
    private final LogReader log;
    private final DocumentParser parser;

    UnprojectedLots(ProjectionProgress progress, LogReader log, DocumentParser parser) {
        this.progress = progress;
        this.log = log;
        this.parser = parser;
    }

    /** @param declared the eventIDs of events that were declared in error, whether or not the tables have the events */
    record Found(List<RecordedLot> lots, Set<String> declared) {}

    /** To be asked before the tables, which may go on meanwhile. */
    Found find(UUID organisation, Collection<String> codes) {
        Set<String> asked = Set.copyOf(codes);
        Map<String, List<RecordedLot>> byEvent = new HashMap<>();
        Set<String> declared = new HashSet<>();
        long position = progress.positionsOf(TABLES).values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
        for (long head = log.head(); position < head; ) {
            LogReader.Run run = log.read(position, head);
            for (LogReader.Placed placed : run.entries()) {
                event(organisation, placed).ifPresent(event -> {
                    if (event.fields().errorDeclaration() != null) declared.add(event.eventID());
                    else byEvent.put(event.eventID(), lots(event, asked));
                });
            }
            position = run.upTo();
        }
        byEvent.keySet().removeAll(declared);
        return new Found(byEvent.values().stream().flatMap(List::stream).toList(), declared);
    }

    /** Of the organisation, if it may name such a lot or declare another in error. */
    private Optional<EpcisEvent> event(UUID organisation, LogReader.Placed placed) {
        if (!(placed.payload() instanceof EpcisEventCaptured captured)
                || !captured.organisation().equals(organisation)) return Optional.empty();
        String document = captured.document();
        if (!document.contains(TextLot.PREFIX) && !document.contains("\"errorDeclaration\"")) return Optional.empty();
        try {
            return Optional.of(parser.read(new LoggedDocument(placed.position(), document, captured.recordTime())));
        } catch (RuntimeException e) { // the projections park it
            return Optional.empty();
        }
    }

    private static List<RecordedLot> lots(EpcisEvent event, Set<String> codes) {
        LocalDate since = EventDates.local(event).toLocalDate();
        return FactReader.read(event).lots().stream()
                .map(line -> line.lot().uri())
                .filter(lot -> TextLot.code(lot).filter(codes::contains).isPresent())
                .distinct()
                .flatMap(lot -> Stream.of(
                                event.fields().readPoint(), event.fields().bizLocation())
                        .filter(Objects::nonNull)
                        .distinct()
                        .map(place -> new RecordedLot(lot, place, since)))
                .toList();
    }
}
