package io.lotledger.projections.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.LoggedDocument;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentDocumentCacheTest {
    private final AtomicInteger parsed = new AtomicInteger();
    private final RecentDocumentCache cache = new RecentDocumentCache(logged -> {
        parsed.incrementAndGet();
        return EventJson.read(logged.document());
    });

    @Test
    void documentIsParsedOnceAndThenFoundByItsPosition() {
        EpcisEvent event = cache.read(logged(1, "receiving"));

        assertThat(cache.read(logged(1, "receiving"))).isSameAs(event);
        assertThat(parsed).hasValue(1);
        assertThat(cache.at(1))
                .hasValueSatisfying(found -> assertThat(found.event()).isSameAs(event));
        assertThat(cache.at(2)).isEmpty();
    }

    @Test
    void documentThatDiffersFromTheCachedOneIsParsed() {
        cache.read(logged(1, "receiving"));

        assertThat(cache.read(logged(1, "shipping")).fields().bizStep()).contains("shipping");
        assertThat(cache.at(1))
                .hasValueSatisfying(
                        found -> assertThat(found.event().fields().bizStep()).contains("shipping"));
    }

    @Test
    void oldDocumentsMakeRoomForNewOnes() {
        String long1 = "x".repeat(3_000_000);
        for (int position = 1; position <= 3; position++) cache.read(logged(position, "receiving", long1));

        assertThat(cache.at(1)).isEmpty();
        assertThat(cache.at(2)).isPresent();
        assertThat(cache.at(3)).isPresent();
    }

    private static LoggedDocument logged(long position, String bizStep) {
        return logged(position, bizStep, "");
    }

    private static LoggedDocument logged(long position, String bizStep, String note) {
        return new LoggedDocument(position, """
                {"@context":[{"ex":"https://example.com/"}],"type":"ObjectEvent","eventID":"urn:uuid:1","eventTime":"2026-03-02T08:00:00Z",
                "eventTimeZoneOffset":"+00:00","action":"OBSERVE","bizStep":"%s","epcList":["urn:epc:id:sscc:9521101.0000000001"],
                "ex:note":"%s"}""".formatted(bizStep, note), Instant.EPOCH);
    }
}
