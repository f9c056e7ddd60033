package io.lotledger.projections.cte;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.json.DocumentReader;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.lineage.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Documents as partners post them, read the way capture reads them. */
final class Posted {
    private Posted() {}

    /** One of our own, in {@code src/test/resources/cte}. */
    static List<EpcisEvent> own(String name) {
        try (InputStream json = Objects.requireNonNull(Posted.class.getResourceAsStream("/cte/" + name), name)) {
            return events(name, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of GS1 US's, where the corpus is present. */
    static List<EpcisEvent> gs1us(String name) {
        Path shared = shared();
        Path document =
                shared == null ? null : shared.resolve("fsma204/gs1us-cte").resolve(name);
        assumeTrue(document != null && Files.exists(document), "skipped: no corpus");
        try (InputStream json = Files.newInputStream(Objects.requireNonNull(document))) {
            return events(name, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CriticalTrackingEvents traced(List<EpcisEvent> events, String seed) {
        return Traced.of(LotKey.of(seed).orElseThrow(), Direction.BOTH, KnownFacts.none(), events);
    }

    private static List<EpcisEvent> events(String name, InputStream json) {
        List<EpcisEvent> events = new ArrayList<>();
        DocumentReader.read(json, new DocumentSink() {
            @Override
            public void event(SentEvent sent) {
                String given = sent.node().path("eventID").asString("");
                String id = given.isEmpty() ? name + " " + sent.index() : given;
                events.add(EventJson.read(BareEvent.of(sent, id)));
            }

            @Override
            public void masterData(SentMasterData element) {
                // these documents carry none
            }
        });
        return events;
    }

    /** Where {@code LOTLEDGER_SHARED} says, or a folder {@code shared} beside the project. */
    private static @Nullable Path shared() {
        String told = System.getenv("LOTLEDGER_SHARED");
        if (told != null) return Path.of(told);
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path beside = at.resolve("shared");
            if (Files.isDirectory(beside.resolve("fsma204"))) return beside;
        }
        return null;
    }
}
