package io.lotledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.index.ErrorDeclarations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Declares events of a partner's rows in error, with EPCIS documents, and waits until the declarations are known. */
final class EventsInError {
    private static final String CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

    private final SheetPartner partner;
    private final EventLog log;
    private final ErrorDeclarations declarations;

    EventsInError(SheetPartner partner) {
        this.partner = partner;
        log = LotledgerServer.shared().bean(EventLog.class);
        declarations = LotledgerServer.shared().bean(ErrorDeclarations.class);
    }

    /** With the event as it is in the log. */
    void declare(String eventID, String... corrections) {
        ObjectNode event = (ObjectNode) JsonMapper.shared()
                .readTree(log.find(partner.organisation, eventID).orElseThrow().document());
        JsonNode context = event.remove("@context");
        ObjectNode declaration = event.putObject("errorDeclaration");
        declaration.put("declarationTime", "2026-07-01T00:00:00Z").put("reason", "incorrect_data");
        if (corrections.length > 0) declaration.putArray("correctiveEventIDs").add(corrections[0]);
        ObjectNode document = JsonMapper.shared().createObjectNode();
        ArrayNode contexts = document.putArray("@context").add(CONTEXT);
        if (context instanceof ArrayNode several) contexts.addAll(several);
        else if (context != null) contexts.add(context);
        document.put("type", "EPCISDocument").put("schemaVersion", "2.0").put("creationDate", "2026-07-01T00:00:00Z");
        document.putObject("epcisBody").putArray("eventList").add(event);
        SheetPartner.Answer answer = partner.post(
                "/capture", "application/ld+json", document.toString().getBytes(UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        await().until(() -> declarations.of(partner.organisation, eventID), declared -> !declared.isEmpty());
    }

    /** As intake.md says: the answer to a query for the event becomes a document with its declaration. */
    void declareAsAnswered(String eventID) {
        String path = "/events/" + eventID.replace(":", "%3A");
        ObjectNode document =
                (ObjectNode) await().until(() -> partner.client.query(path), answer -> answer.status() == 200)
                        .body();
        ObjectNode event = (ObjectNode) document.at("/epcisBody/queryResults/resultsBody/eventList/0");
        event.putObject("errorDeclaration")
                .put("declarationTime", "2026-07-01T00:00:00Z")
                .put("reason", "incorrect_data");
        document.put("type", "EPCISDocument");
        document.putObject("epcisBody").putArray("eventList").add(event);
        partner.capture("application/ld+json", document.toString().getBytes(UTF_8));
        await().until(() -> declarations.of(partner.organisation, eventID), declared -> !declared.isEmpty());
    }
}
