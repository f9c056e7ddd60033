package io.lotledger.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.DocumentParts;
import io.lotledger.ingest.document.event.RecordedLot;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Interchanges of many notices, each with a pallet that it packs and ships; only the shipment names the notice. */
class ReplacedPartsTest {
    private static final UUID ORGANISATION = new UUID(0, 1);
    private static final int MANY = 40;

    private final Map<UUID, LogEntry> entries = new HashMap<>();
    private final List<EventOutcome> outcomes = new ArrayList<>();
    private final EventLog log = new EventLog(
            streams -> {
                Map<UUID, LogEntry> found = new HashMap<>(entries);
                found.keySet().retainAll(Set.copyOf(streams));
                return found;
            },
            batch -> {},
            () -> 0,
            true);
    private final StoredRecords stored =
            new StoredRecords(ORGANISATION, log, (organisation, ids) -> Map.of(), new NoRecords(), false);
    private final Notices notices = new Notices();

    @Test
    void eachEventOfAnInterchangeIsLookedUpInItsOwnNoticeAlone() {
        capture(MANY);
        for (int i = 0; i < MANY; i++) notices.add(i);

        Set<String> found = replaced().events(outcomes, ids(outcomes));

        assertThat(found).hasSize(2 * MANY);
        assertThat(notices.asked).hasValue(2 * MANY);
    }

    @Test
    void packingIsOfTheNoticeThatTheRepeatedShipmentBesideItNames() {
        capture(2);
        notices.add(1);

        assertThat(replaced().events(outcomes, Set.of("packing 0", "packing 1")))
                .containsExactly("packing 1");
    }

    @Test
    void noticesOfAnInterchangeReadTheEarlierCaptureOnce() {
        capture(1);
        AtomicInteger read = new AtomicInteger();
        ReplacementSink sink = new ReplacementSink(
                ORGANISATION,
                new Replacement("earlier", true),
                log,
                (organisation, ids) -> Map.of(),
                new NoRecords(),
                captureID -> {
                    read.incrementAndGet();
                    return outcomes;
                },
                new EventRules(Clock.systemUTC()),
                new RecordChanges(SentFormat.of(DocumentFormat.JSON)),
                new Collected());

        for (int i = 0; i < MANY; i++)
            assertThat(sink.staying(Set.of("shipping 0"))).isEmpty();

        assertThat(read).hasValue(1);
    }

    private ReplacedParts replaced() {
        return new ReplacedParts(ORGANISATION, log, stored, notices);
    }

    private static Set<String> ids(List<EventOutcome> some) {
        return Set.copyOf(some.stream().map(EventOutcome::eventID).toList());
    }

    private void capture(int size) {
        for (int i = 0; i < size; i++) {
            capture("packing " + i, i, "{}");
            capture("shipping " + i, i, "{\"notice\": " + i + "}");
        }
    }

    private void capture(String id, int notice, String more) {
        String document = "{\"eventID\": \"" + id + "\", \"of\": " + more + "}";
        EpcisEventCaptured event =
                new EpcisEventCaptured(ORGANISATION, "earlier", id, Instant.EPOCH, document, "sha-256:" + id);
        UUID stream = LogStreams.event(ORGANISATION, id);
        entries.put(stream, new LogEntry(stream, 0, Instant.EPOCH, event));
        outcomes.add(new EventOutcome(
                outcomes.size(), "set " + notice, id, EventOutcome.Status.ACCEPTED, null, List.of(), List.of()));
    }

    /** Counts how often an event is looked up in a notice. */
    private static final class Notices implements DocumentParts {
        private final Map<Integer, Part> parts = new HashMap<>();
        private final AtomicInteger asked = new AtomicInteger();

        void add(int number) {
            parts.put(number, event -> {
                asked.incrementAndGet();
                String id = event.path("eventID").asString();
                return id.endsWith(" " + number) ? Set.of(id) : Set.of();
            });
        }

        @Override
        public boolean isEmpty() {
            return parts.isEmpty();
        }

        @Override
        public Optional<String> around(String place) {
            return Optional.of(place);
        }

        @Override
        public Set<Part> namedBy(JsonNode event) {
            return Optional.ofNullable(parts.get(event.at("/of/notice").asInt(-1)))
                    .map(Set::of)
                    .orElse(Set.of());
        }
    }

    private static final class NoRecords implements ProjectedRecords {
        @Override
        public Set<String> usingEvents(UUID organisation, Collection<UUID> lots) {
            return Set.of();
        }

        @Override
        public Set<String> shipments(UUID organisation, String document) {
            return Set.of();
        }

        @Override
        public Set<String> matching(UUID organisation, Collection<Map<String, String>> queries) {
            return Set.of();
        }

        @Override
        public List<RecordedLot> recorded(UUID organisation, Collection<String> codes) {
            return List.of();
        }
    }
}
