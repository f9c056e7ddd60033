package io.lotledger.ingest.capture.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.event.KeptEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An error declaration that is posted back as we answered it is the one that we have. */
class DeclarationStreamTest {
    private static final UUID ORGANISATION = new UUID(0, 1);

    @ParameterizedTest
    @CsvSource({
        "XML, ex:oops, ex:1",
        "XML, urn:epcglobal:cbv:er:incorrect_data, urn:uuid:404D95FC-9457-4A51-BD6A-0BBA133845A8",
        "XML, incorrect_data, https://ex.example/1",
        "JSON, id:oops, id:1",
        "JSON, cbv:ER-incorrect_data, ex:1"
    })
    void answerHasTheStreamOfWhatWasSent(DocumentFormat format, String reason, String corrective) {
        String sent = """
                {"@context":["%s",{"ex":"https://ex.example/","id":"https://id.example/"}],"type":"ObjectEvent",\
                "eventID":"urn:uuid:1","eventTime":"2026-04-17T09:26:42Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE",\
                "epcList":["urn:x:1"],"errorDeclaration":{"declarationTime":"2026-04-18T09:26:42Z","reason":"%s",\
                "correctiveEventIDs":["%s"]}}""".formatted(JsonLdContext.GS1, reason, corrective);
        String kept = read(DocumentFormat.JSON, sent);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        EpcisDocuments.write(format, "q", List.of(new KeptEvent(kept, Instant.EPOCH)), Instant.EPOCH, answer);

        String again = read(format, answer.toString(StandardCharsets.UTF_8));

        assertThat(stream(again)).isEqualTo(stream(kept));
    }

    private static UUID stream(String bareEvent) {
        return EventNormalizer.stream(ORGANISATION, EventJson.tree(bareEvent), "urn:uuid:1");
    }

    private static String read(DocumentFormat format, String document) {
        Collected read = new Collected();
        EpcisDocuments.read(format, new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), read);
        return BareEvent.of(read.events.get(0), "urn:uuid:1");
    }
}
