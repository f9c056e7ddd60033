package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.BareEvent;
import io.lotledger.ingest.document.EventContent;
import io.lotledger.ingest.document.SentEvent;
import io.lotledger.ingest.document.Times;
import io.lotledger.ingest.eventlog.LogStreams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reviews an event, and gives one that is in order the shape it is kept in. Any number of threads may use it at once. */
final class EventShaping {
    private final UUID organisation;
    private final EventRules rules;

    EventShaping(UUID organisation, EventRules rules) {
        this.organisation = organisation;
        this.rules = rules;
    }

    /** {@link Spooled.Event} or {@link Spooled.Rejected}. */
    Spooled shape(SentEvent sent) {
        EventReview review = rules.review(sent).at(sent::placeOf);
        return review.isAccepted()
                ? accepted(sent, review)
                : new Spooled.Rejected(sent.index(), sentId(sent.node()), review.errors(), review.warnings());
    }

    private Spooled.Event accepted(SentEvent sent, EventReview review) {
        String payloadHash = sent.contentHash().uri();
        String own = sentId(sent.node());
        String eventID = own != null
                ? own
                : sent.ignoredInHash().isEmpty() ? payloadHash : sent.hash().uri();
        String content = EventContent.digest(sent.node(), sent.context());
        boolean declares = sent.node().has("errorDeclaration");
        return new Spooled.Event(
                sent.index(),
                sent.path(),
                stream(organisation, sent.node(), eventID),
                eventID,
                own != null,
                payloadHash,
                content,
                declares ? EventContent.digestOfDeclared(sent.node(), sent.context()) : content,
                review.warnings(),
                BareEvent.of(sent, eventID));
    }

    /** Where in the log an event that has passed the rules belongs under an id. */
    static UUID stream(UUID organisation, JsonNode event, String eventID) {
        JsonNode declaration = event.get("errorDeclaration");
        if (declaration == null) return LogStreams.event(organisation, eventID);
        Instant declared = Times.parse(declaration.path("declarationTime").asString(""));
        if (declared == null) throw new IllegalStateException("the rules passed a declaration without its time");
        List<String> corrective = new ArrayList<>();
        declaration.path("correctiveEventIDs").forEach(id -> corrective.add(id.stringValue()));
        JsonNode reason = declaration.get("reason");
        return LogStreams.declaration(
                organisation, eventID, declared, reason == null ? null : reason.stringValue(), corrective);
    }

    private static @Nullable String sentId(JsonNode event) {
        JsonNode id = event.isObject() ? event.get("eventID") : null;
        return id != null && id.isString() ? id.stringValue() : null;
    }
}
