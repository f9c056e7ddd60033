package io.lotledger.api.events;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Generated queries over generated events: what the server answers from its index is what {@link EventQueryOracle}
 * finds by looking at every event. Other events with {@code -Devents.seed=…}.
 */
class EventQueryLawsIT {
    private static final int EVENTS = 400;
    private static final long SEED = Long.getLong("events.seed", 17);
    private static final EventQueryOracle ORACLE = oracle();
    private static @Nullable EventQueryClient client;
    private static final Map<String, ObjectNode> EVENTS_BY_ID = new LinkedHashMap<>();
    private static final Map<String, Instant> RECORD_TIMES = new LinkedHashMap<>();

    private static EventQueryOracle oracle() {
        List<JsonNode> vocabularies = new ArrayList<>();
        GeneratedEvents.masterData().forEach(vocabularies::add);
        return new EventQueryOracle(new OracleTerms(SmallVocabulary.SENT), vocabularies);
    }

    @BeforeContainer
    static void capture() {
        client = new EventQueryClient(LotledgerServer.shared());
        List<ObjectNode> events = GeneratedEvents.of(new Random(SEED), EVENTS);
        client.capture(document(events));
        client.awaitEvent(events.get(EVENTS - 1).get("eventID").asString());
        events.forEach(event -> EVENTS_BY_ID.put(event.get("eventID").asString(), event));
        client.allEvents(Map.of("perPage", "100"), Map.of())
                .forEach(event -> RECORD_TIMES.put(
                        event.get("eventID").asString(),
                        OffsetDateTime.parse(event.get("recordTime").asString()).toInstant()));
        assertThat(RECORD_TIMES.keySet()).isEqualTo(EVENTS_BY_ID.keySet());
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void serverFindsWhatLookingAtEveryEventFinds(@ForAll long seed) {
        GeneratedQuery query = GeneratedQuery.of(new Random(seed), new ArrayList<>(EVENTS_BY_ID.keySet()));

        List<JsonNode> found = requireNonNull(client).allEvents(query.joined(), SmallVocabulary.ASKED);

        List<String> ids =
                found.stream().map(event -> event.get("eventID").asString()).toList();
        assertThat(ids).as("each event once: %s", query.joined()).doesNotHaveDuplicates();
        assertThat(found)
                .as("newest first: %s", query.joined())
                .extracting(event ->
                        OffsetDateTime.parse(event.get("eventTime").asString()).toInstant())
                .isSortedAccordingTo(Comparator.reverseOrder());
        Set<String> expected = expected(query);
        TreeSet<String> missing = new TreeSet<>(expected);
        TreeSet<String> wrong = new TreeSet<>(ids);
        wrong.removeAll(expected);
        ids.forEach(missing::remove);
        assertThat(missing)
                .as("not found by %s: %s", query.joined(), shown(missing))
                .isEmpty();
        assertThat(wrong)
                .as("found by mistake by %s: %s", query.joined(), shown(wrong))
                .isEmpty();
    }

    private static Set<String> expected(GeneratedQuery query) {
        return EVENTS_BY_ID.entrySet().stream()
                .filter(event -> ORACLE.matches(
                        event.getValue(),
                        query.parameters(),
                        SmallVocabulary.ASKED,
                        requireNonNull(RECORD_TIMES.get(event.getKey()))))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String shown(Set<String> ids) {
        return ids.isEmpty()
                ? ""
                : String.valueOf(EVENTS_BY_ID.get(ids.iterator().next()));
    }

    private static String document(List<ObjectNode> events) {
        ObjectNode document = (ObjectNode) EventQueryClient.JSON.readTree("""
                {"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-04-20T00:00:00Z",
                 "epcisHeader":{"epcisMasterData":{}},"epcisBody":{}}""");
        ObjectNode prefixes = document.withArray("@context").addObject();
        SmallVocabulary.SENT.forEach(prefixes::put);
        ((ObjectNode) document.at("/epcisHeader/epcisMasterData")).set("vocabularyList", GeneratedEvents.masterData());
        ((ObjectNode) document.get("epcisBody")).putArray("eventList").addAll(events);
        return document.toString();
    }
}
