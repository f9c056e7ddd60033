package io.lotledger.ingest.capture.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.eventlog.LogStreams;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventNormalizerTest {
    private static final UUID ORGANISATION = new UUID(0, 1);
    private static final String CAPITALS = "urn:uuid:0C5D6A7E-5E0C-4C0B-9A57-2D9D3C8B1E11";
    private static final String SMALL = "urn:uuid:0c5d6a7e-5e0c-4c0b-9a57-2d9d3c8b1e11";
    private static final String COMPACT = "u:0C5D6A7E-5E0C-4C0B-9A57-2D9D3C8B1E11";

    @Test
    void stagedEventKnowsHowAnEarlierLogMayHoldIt() {
        StagedEntry.Event event = staged(COMPACT, "");

        assertThat(event.eventID()).isEqualTo(SMALL);
        assertThat(event.stream()).isEqualTo(LogStreams.event(ORGANISATION, SMALL));
        assertThat(EventJson.tree(event.document()).path("eventID").asString()).isEqualTo(SMALL);
        assertThat(event.earlier().compactID()).isEqualTo(COMPACT);
        assertThat(event.earlier().capitalID()).isEqualTo(CAPITALS);
        assertThat(event.earlier().declarations()).isEmpty();
        assertThat(event.earlier().asSent())
                .containsExactlyInAnyOrder(
                        LogStreams.event(ORGANISATION, COMPACT), LogStreams.event(ORGANISATION, CAPITALS));
    }

    @Test
    void stagedDeclarationKnowsItsEarlierStreamsAlsoFromAFile(@TempDir Path directory) {
        StagedEntry.Event declaration = staged(
                CAPITALS,
                ",\"errorDeclaration\":{\"declarationTime\":\"2026-04-18T09:26:42Z\","
                        + "\"correctiveEventIDs\":[\"urn:x:2\",\"u:1\"]}");

        assertThat(declaration.earlier().declarations())
                .containsExactly(
                        declarationStream(SMALL, "urn:x:2", "u:1"), declarationStream(SMALL, "u:1", "urn:x:2"));
        assertThat(declaration.earlier().asSent())
                .contains(
                        LogStreams.event(ORGANISATION, CAPITALS),
                        declarationStream(CAPITALS, "urn:uuid:1", "urn:x:2"),
                        declarationStream(CAPITALS, "urn:x:2", "u:1"),
                        declarationStream(CAPITALS, "u:1", "urn:x:2"));
        assertThat(declaration
                        .renamed(ORGANISATION, CAPITALS, List.of())
                        .earlier()
                        .declarations())
                .containsExactly(
                        declarationStream(CAPITALS, "urn:x:2", "u:1"), declarationStream(CAPITALS, "u:1", "urn:x:2"));
        StagedEntry.Event large =
                declaration.with(List.of(new Violation("$", "large", "x".repeat(StagedDocument.IN_MEMORY), null)));
        try (StagedDocument document = new StagedDocument(directory, new DiskReserve(List.of(directory), 0L))) {
            document.add(large);
            List<StagedEntry> read = new ArrayList<>();
            document.forEach(read::add);
            assertThat(document.isInMemory()).isFalse();
            assertThat(read.equals(List.of(large))).isTrue();
        }
    }

    private static UUID declarationStream(String eventID, String... corrective) {
        return LogStreams.declaration(
                ORGANISATION, eventID, Instant.parse("2026-04-18T09:26:42Z"), null, List.of(corrective));
    }

    private static StagedEntry.Event staged(String eventID, String more) {
        String document = """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"u":"urn:uuid:"}],\
                "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-04-17T09:26:42Z","epcisBody":{"eventList":[\
                {"type":"ObjectEvent","eventID":"%s","eventTime":"2026-04-17T09:26:42Z","eventTimeZoneOffset":"+00:00",\
                "action":"OBSERVE","epcList":["urn:x:1"]%s}]}}""".formatted(eventID, more);
        Collected read = new Collected();
        EpcisDocuments.read(
                DocumentFormat.JSON, new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), read);
        EventNormalizer normalizer = new EventNormalizer(ORGANISATION, new EventRules(Clock.systemUTC()));
        return (StagedEntry.Event) normalizer.normalize(read.events.get(0));
    }
}
