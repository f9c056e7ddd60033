package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.document.event.DocumentParts;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The events of an earlier capture that are of the parts of a corrected document. Events that stood in one part are of one:
 * some of them name it, and only that is asked for the others, so that a document of many parts asks once for each event.
 */
final class ReplacedParts {
    /** Events looked up in the log at once. */
    private static final int LOOKED_UP = 1_000;

    private final UUID organisation;
    private final EventLog log;
    private final StoredRecords stored;
    private final DocumentParts parts;
    private final Map<String, Set<DocumentParts.Part>> named = new HashMap<>();

    ReplacedParts(UUID organisation, EventLog log, StoredRecords stored, DocumentParts parts) {
        this.organisation = organisation;
        this.log = log;
        this.stored = stored;
        this.parts = parts;
    }

    /**
     * Which of these events, or corrections of events, are of one of the parts.
     *
     * @param outcomes of the whole capture
     */
    Set<String> events(List<EventOutcome> outcomes, Set<String> eventIDs) {
        List<EventOutcome> asked = outcomes.stream()
                .filter(outcome -> eventIDs.contains(outcome.eventID()))
                .toList();
        Set<String> around =
                asked.stream().flatMap(outcome -> around(outcome).stream()).collect(Collectors.toSet());
        each(
                outcomes.stream()
                        .filter(outcome ->
                                around(outcome).filter(around::contains).isPresent())
                        .toList(),
                (outcome, event) -> around(outcome)
                        .ifPresent(part -> named.computeIfAbsent(part, p -> new HashSet<>(1))
                                .addAll(parts.namedBy(event))));
        Set<String> records = new HashSet<>();
        each(asked, (outcome, event) -> may(outcome, event).forEach(part -> records.addAll(part.recordIDs(event))));
        Set<String> found = stored.versionIDs(records);
        found.retainAll(eventIDs);
        return found;
    }

    private Optional<String> around(EventOutcome outcome) {
        return Optional.ofNullable(outcome.place()).flatMap(parts::around);
    }

    private Set<DocumentParts.Part> may(EventOutcome outcome, JsonNode event) {
        return around(outcome).map(part -> named.getOrDefault(part, Set.of())).orElseGet(() -> parts.namedBy(event));
    }

    private void each(List<EventOutcome> outcomes, BiConsumer<EventOutcome, JsonNode> consumer) {
        for (int from = 0; from < outcomes.size(); from += LOOKED_UP) {
            List<EventOutcome> some = outcomes.subList(from, Math.min(outcomes.size(), from + LOOKED_UP));
            Map<UUID, LogEntry> entries = log.latest(
                    some.stream().flatMap(outcome -> stream(outcome).stream()).collect(Collectors.toSet()));
            for (EventOutcome outcome : some) {
                stream(outcome)
                        .map(entries::get)
                        .filter(entry -> entry.payload() instanceof EpcisEventCaptured)
                        .map(entry -> (EpcisEventCaptured) entry.payload())
                        .ifPresent(event -> consumer.accept(outcome, Json.MAPPER.readTree(event.document())));
            }
        }
    }

    private Optional<UUID> stream(EventOutcome outcome) {
        return Optional.ofNullable(outcome.eventID()).map(eventID -> LogStreams.event(organisation, eventID));
    }
}
