package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.BareEvent;
import io.lotledger.ingest.document.DocumentSink;
import io.lotledger.ingest.document.SentEvent;
import io.lotledger.ingest.document.SentMasterData;
import io.lotledger.ingest.document.Times;
import io.lotledger.ingest.document.Violation;
import io.lotledger.ingest.eventlog.LogStreams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reviews what a document holds as it is read, and spools it in the shape it is kept in. */
final class DocumentSpooler implements DocumentSink {
    private final UUID organisation;
    private final EventRules rules;
    private final Spool spool;
    private final List<Violation> masterDataErrors = new ArrayList<>();
    private final MissingMasterData missing = new MissingMasterData();
    private final int mostEvents;
    private int events;
    private int rejected;

    DocumentSpooler(UUID organisation, EventRules rules, Spool spool, int mostEvents) {
        this.organisation = organisation;
        this.rules = rules;
        this.spool = spool;
        this.mostEvents = mostEvents;
    }

    boolean foundErrors() {
        return rejected > 0 || !masterDataErrors.isEmpty();
    }

    List<Violation> masterDataErrors() {
        return masterDataErrors;
    }

    /** Notes with the events what they name and nobody has described. */
    void noteMissingMasterData(DescribedKeys known) {
        spool.note(missing.warnings(organisation, known));
    }

    /** What the document's header describes. */
    Set<String> described() {
        return missing.described();
    }

    @Override
    public void event(SentEvent sent) {
        if (++events > mostEvents) throw CaptureLimitExceededException.events(mostEvents);
        EventReview review = rules.review(sent).at(sent::placeOf);
        if (review.isAccepted()) {
            missing.add(sent);
            spool.add(accepted(sent, review));
        } else {
            rejected++;
            spool.add(new Spooled.Rejected(sent.index(), sentId(sent.node()), review.errors(), review.warnings()));
        }
    }

    private Spooled.Event accepted(SentEvent sent, EventReview review) {
        String contentHash = sent.contentHash().uri();
        String own = sentId(sent.node());
        String eventID = own != null
                ? own
                : sent.ignoredInHash().isEmpty() ? contentHash : sent.hash().uri();
        return new Spooled.Event(
                sent.index(),
                sent.path(),
                stream(sent.node(), eventID),
                eventID,
                contentHash,
                review.warnings(),
                BareEvent.of(sent, eventID));
    }

    private UUID stream(JsonNode event, String eventID) {
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

    @Override
    public void masterData(SentMasterData element) {
        if (element.vocabulary() == null) {
            String right = "a vocabulary is an object with a type, such as urn:epcglobal:epcis:vtype:Location";
            masterDataErrors.add(new Violation(element.path(), "masterData", right, null));
        } else if (element.id() == null) {
            String right = "a vocabulary element is an object with an id, the URI it speaks of";
            masterDataErrors.add(new Violation(element.path() + ".id", "masterData", right, null));
        } else {
            missing.describe(element.id());
            spool.add(new Spooled.MasterData(element.vocabulary(), element.id(), element.attributes()));
        }
    }
}
