package io.lotledger.ingest.capture.staging;

import io.lotledger.ingest.capture.rules.EventReview;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.capture.rules.TextRules;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SourceRecord;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.eventlog.LogStreams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reviews an event and converts an accepted one to its stored form. Thread-safe. */
public final class EventNormalizer {
    private final UUID organisation;
    private final EventRules rules;

    public EventNormalizer(UUID organisation, EventRules rules) {
        this.organisation = organisation;
        this.rules = rules;
    }

    /** {@link StagedEntry.Event} or {@link StagedEntry.Rejected}. */
    StagedEntry normalize(SentEvent sent) {
        SourceRecord source = sent.source();
        EventReview reviewed = rules.review(sent).at(sent::placeOf);
        EventReview review = source == null ? reviewed : reviewed.after(source.errors(), source.warnings());
        return review.isAccepted()
                ? accepted(sent, review)
                : new StagedEntry.Rejected(
                        sent.index(),
                        placeOf(source),
                        eventID(sent),
                        review.errors(),
                        review.warnings(),
                        source == null ? fragment(sent) : null);
    }

    private static @Nullable String placeOf(@Nullable SourceRecord source) {
        return source == null ? null : source.place();
    }

    /** The rejected event for its sender to mend. */
    private static @Nullable String fragment(SentEvent sent) {
        if (!sent.node().isObject()) return null;
        String fragment = BareEvent.asSent(sent);
        return fragment.length() > StagedEntry.Rejected.MAX_DOCUMENT || !TextRules.isStorable(fragment)
                ? null
                : fragment;
    }

    private StagedEntry.Event accepted(SentEvent sent, EventReview review) {
        String payloadHash = sent.contentHash().uri();
        String sentID = eventID(sent);
        String eventID = sentID != null
                ? CanonicalUri.eventID(sentID)
                : sent.ignoredInHash().isEmpty() ? payloadHash : sent.hash().uri();
        UUID stream = stream(organisation, sent.node(), sent.context(), eventID);
        String content = EventContent.digest(sent.node(), sent.context());
        boolean declares = sent.node().has("errorDeclaration");
        return new StagedEntry.Event(
                sent.index(),
                sent.path(),
                placeOf(sent.source()),
                stream,
                eventID,
                earlierForms(sent, sentID, eventID, stream),
                sentID != null,
                payloadHash,
                content,
                declares ? EventContent.digestOfDeclared(sent.node(), sent.context()) : content,
                review.warnings(),
                sent.source() == null ? List.of() : sent.source().changes(),
                BareEvent.of(sent, eventID));
    }

    private EarlierForms earlierForms(SentEvent sent, @Nullable String sentID, String eventID, UUID stream) {
        String compactID = compactID(sent);
        String capitalID = sentID == null || sentID.equals(eventID) ? null : sentID;
        Set<UUID> asSent = new HashSet<>();
        for (String other : Stream.concat(Stream.ofNullable(compactID), Stream.ofNullable(capitalID))
                .toList()) {
            asSent.add(LogStreams.event(organisation, other));
            UUID ofOther = stream(organisation, sent.node(), sent.context(), other);
            asSent.add(ofOther);
            asSent.addAll(earlierDeclarations(organisation, sent.node(), other, ofOther));
        }
        List<UUID> declarations = earlierDeclarations(organisation, sent.node(), eventID, stream);
        return compactID == null && capitalID == null && declarations.isEmpty()
                ? EarlierForms.NONE
                : new EarlierForms(compactID, capitalID, declarations, asSent);
    }

    /** The log stream of an accepted bare event with the given eventID. */
    static UUID stream(UUID organisation, JsonNode bareEvent, String eventID) {
        return stream(organisation, bareEvent, JsonLdContext.NONE.with(bareEvent.get("@context")), eventID);
    }

    private static UUID stream(UUID organisation, JsonNode event, JsonLdContext context, String eventID) {
        return stream(organisation, event, eventID, context::expand, sent -> inOrder(sent, context::expand));
    }

    /**
     * The log streams that earlier versions gave an error declaration: by its correctiveEventIDs as sent, and by these in
     * order, with compact IRIs as sent. Empty for an event without a declaration.
     *
     * @param stream its own, which is left out
     */
    static List<UUID> earlierDeclarations(UUID organisation, JsonNode event, String eventID, UUID stream) {
        if (!event.has("errorDeclaration")) return List.of();
        return Stream.of(
                        stream(organisation, event, eventID, reason -> reason, sent -> sent),
                        stream(organisation, event, eventID, reason -> reason, sent -> inOrder(sent, id -> id)))
                .distinct()
                .filter(one -> !one.equals(stream))
                .toList();
    }

    private static List<String> inOrder(List<String> sent, UnaryOperator<String> uri) {
        return sent.stream().map(uri).map(CanonicalUri::eventID).sorted().toList();
    }

    private static UUID stream(
            UUID organisation,
            JsonNode event,
            String eventID,
            UnaryOperator<String> ofReason,
            UnaryOperator<List<String>> ofCorrective) {
        JsonNode declaration = event.get("errorDeclaration");
        if (declaration == null) return LogStreams.event(organisation, eventID);
        Instant declared =
                Times.parseAnyYear(declaration.path("declarationTime").asString(""));
        if (declared == null)
            throw new IllegalStateException("the rules accepted an error declaration without a declarationTime");
        List<String> corrective = new ArrayList<>();
        declaration.path("correctiveEventIDs").forEach(id -> corrective.add(id.stringValue()));
        JsonNode reason = declaration.get("reason");
        return LogStreams.declaration(
                organisation,
                eventID,
                declared,
                reason == null ? null : ofReason.apply(reason.stringValue()),
                ofCorrective.apply(corrective));
    }

    /** The URI of the sender's eventID. */
    private static @Nullable String eventID(SentEvent sent) {
        String id = sentID(sent);
        return id == null ? null : sent.context().expand(id);
    }

    private static @Nullable String compactID(SentEvent sent) {
        String id = sentID(sent);
        return id == null || sent.context().namespaceOf(id) == null ? null : id;
    }

    private static @Nullable String sentID(SentEvent sent) {
        JsonNode id = sent.node().isObject() ? sent.node().get("eventID") : null;
        return id != null && id.isString() ? id.stringValue() : null;
    }
}
