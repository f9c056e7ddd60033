package io.lotledger.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.Corpus;
import io.lotledger.ingest.document.BareEvent;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.DocumentReader;
import io.lotledger.ingest.document.EventHash;
import io.lotledger.ingest.document.EventJson;
import io.lotledger.ingest.document.SentEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Real documents: what the standard calls valid is accepted, kept and read back as the same event. */
class CorpusTest {
    /** Sensor reports without a type and with measurement types of a draft: GS1's schema refuses them too. */
    private static final Path OUTSIDE_THE_STANDARD = Path.of("SensorData_with_combined_events.json");

    private final EventRules rules = new EventRules(Clock.systemUTC());

    @Test
    void theSevenCriticalTrackingEventsOfGs1UsAreAccepted() throws IOException {
        SoftAssertions all = new SoftAssertions();
        for (Path file : Corpus.files("fsma204/gs1us-cte", "-cte.jsonld")) check(all, file);
        all.assertAll();
    }

    @Test
    void gs1sAndOpenEpcissDocumentsAreAccepted() throws IOException {
        List<Path> files = new ArrayList<>(Corpus.files("epcis/gs1-examples/json", ".jsonld"));
        files.addAll(Corpus.files("epcis/openepcis/2.0/EPCIS/JSON/Capture", ".json"));
        files.addAll(Corpus.files("epcis/hash-vectors/upstream", ".jsonld"));
        SoftAssertions all = new SoftAssertions();
        files.removeIf(file -> file.endsWith(OUTSIDE_THE_STANDARD));
        for (Path file : files) check(all, file);
        all.assertAll();
    }

    private void check(SoftAssertions all, Path file) throws IOException {
        Collected document = new Collected();
        try (InputStream in = Files.newInputStream(file)) {
            DocumentReader.read(in, document);
        }
        assertThat(document.events).as(file.toString()).isNotEmpty();
        for (SentEvent event : document.events) {
            EventReview review = rules.review(event);
            all.assertThat(review.errors()).as(file + " " + event.path()).isEmpty();
            if (!review.isAccepted()) continue;
            String stored = BareEvent.of(event, "urn:uuid:1");
            all.assertThat(EventJson.read(stored).type())
                    .isEqualTo(event.node().get("type").stringValue());
            all.assertThat(EventHash.ofBare(stored))
                    .as(file + " " + event.path())
                    .isEqualTo(event.contentHash());
        }
    }
}
