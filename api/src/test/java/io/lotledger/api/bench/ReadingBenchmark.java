package io.lotledger.api.bench;

import io.lotledger.ingest.capture.rules.EventReview;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Documents of 1000 events of about 1 KB on one thread: parse, rules and hash, and what is left until an event can be kept;
 * in turns with the limit, the same JSON made a tree by Jackson and nothing more. Medians of rounds after a warm-up.
 */
class ReadingBenchmark {
    private static final int EVENTS = 1_000;
    private static final int DOCUMENTS = 20;
    private static final int ROUNDS = Integer.getInteger("rounds", 7);

    private enum Way {
        JSON_TREE,
        JSON_READ,
        JSON_RULES,
        JSON_RULES_HASH,
        JSON_KEPT,
        XML_READ,
        XML_RULES_HASH
    }

    @Test
    void reading() {
        List<byte[]> json = new ArrayList<>();
        List<byte[]> xml = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            List<String> events = SampleEvents.of(i, EVENTS);
            json.add(SampleEvents.document(events).getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            EpcisDocuments.write(
                    DocumentFormat.XML,
                    "bench",
                    events.stream().map(ReadingBenchmark::kept).toList(),
                    Instant.EPOCH,
                    out);
            xml.add(out.toByteArray());
        }
        Map<Way, List<Double>> rates = new EnumMap<>(Way.class);
        for (int round = -3; round < ROUNDS; round++) {
            for (Way way : Way.values()) {
                double rate = rate(way, way.name().startsWith("JSON") ? json : xml);
                if (round >= 0)
                    rates.computeIfAbsent(way, w -> new ArrayList<>()).add(rate);
            }
        }
        rates.forEach((way, all) -> System.out.printf(
                Locale.ROOT,
                "%s: %.0f ev/s%n",
                way,
                all.stream().sorted().toList().get(all.size() / 2)));
    }

    private static KeptEvent kept(String event) {
        return new KeptEvent(
                "{\"@context\": [\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"], "
                        + event.substring(1),
                Instant.EPOCH);
    }

    private static double rate(Way way, List<byte[]> documents) {
        EventRules rules = new EventRules(Clock.systemUTC());
        long[] seen = new long[1];
        Consumer<SentEvent> work = switch (way) {
            case JSON_TREE, JSON_READ, XML_READ -> event -> seen[0]++;
            case JSON_RULES -> event -> accepted(rules, event, seen);
            case JSON_RULES_HASH, XML_RULES_HASH ->
                event -> {
                    accepted(rules, event, seen);
                    event.contentHash();
                };
            case JSON_KEPT ->
                event -> {
                    accepted(rules, event, seen);
                    BareEvent.of(event, event.contentHash().uri());
                };
        };
        long began = System.nanoTime();
        for (byte[] document : documents) {
            if (way == Way.JSON_TREE) {
                seen[0] += JsonMapper.shared()
                        .readTree(document)
                        .at("/epcisBody/eventList")
                        .size();
            } else {
                DocumentFormat format = way.name().startsWith("JSON") ? DocumentFormat.JSON : DocumentFormat.XML;
                EpcisDocuments.read(format, new ByteArrayInputStream(document), sink(work));
            }
        }
        if (seen[0] != (long) EVENTS * documents.size()) throw new IllegalStateException(way + " saw " + seen[0]);
        return seen[0] / ((System.nanoTime() - began) / 1e9);
    }

    private static void accepted(EventRules rules, SentEvent event, long[] seen) {
        EventReview review = rules.review(event);
        if (!review.isAccepted())
            throw new IllegalStateException(review.errors().toString());
        seen[0]++;
    }

    private static DocumentSink sink(Consumer<SentEvent> work) {
        return new DocumentSink() {
            @Override
            public void event(SentEvent event) {
                work.accept(event);
            }

            @Override
            public void masterData(SentMasterData element) {}
        };
    }
}
