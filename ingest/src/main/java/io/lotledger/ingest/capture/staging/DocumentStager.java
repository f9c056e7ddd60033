package io.lotledger.ingest.capture.staging;

import io.lotledger.ingest.capture.masterdata.DescribedKeyCache;
import io.lotledger.ingest.capture.masterdata.MissingMasterData;
import io.lotledger.ingest.capture.receive.CaptureLimitExceededException;
import io.lotledger.ingest.capture.rules.EventSize;
import io.lotledger.ingest.capture.rules.IdentifierRules;
import io.lotledger.ingest.capture.rules.MasterDataIdRules;
import io.lotledger.ingest.capture.rules.TextRules;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Reviews what a document holds as it is read, and spools it in the shape it is kept in. */
public final class DocumentStager implements DocumentSink {
    private static final int MOST_FAULTS = 1_000;

    /** Of a document that is captured whole or not at all: it is refused before all of them are told. */
    private static final int MOST_REJECTED = 10_000;

    private final OrderedReview<Reviewed> reviews;
    private final StagedDocument spool;
    private final List<Violation> masterDataErrors = new ArrayList<>();
    private final MasterDataIdRules masterDataIds = new MasterDataIdRules();
    private int masterDataFaults;
    private final List<Violation> documentNotes = new ArrayList<>();
    private final MissingMasterData missing = new MissingMasterData();
    private final boolean isWholeOrNothing;
    private @Nullable Violation firstError;
    private final int mostEvents;
    private final int mostMembers;
    private int events;
    private int rejected;

    private record Reviewed(SentEvent sent, StagedEntry shaped) {}

    /** @param isWholeOrNothing whether one rejected event refuses the document */
    public DocumentStager(
            EventNormalizer shaping,
            Executor threads,
            StagedDocument spool,
            boolean isWholeOrNothing,
            int mostEvents,
            int mostMembers) {
        this.reviews = new OrderedReview<>(threads, sent -> new Reviewed(sent, shaping.shape(sent)), this::spool);
        this.spool = spool;
        this.isWholeOrNothing = isWholeOrNothing;
        this.mostEvents = mostEvents;
        this.mostMembers = mostMembers;
    }

    public boolean foundErrors() {
        return rejected > 0 || !masterDataErrors.isEmpty();
    }

    /** The first {@link #MOST_FAULTS}, and how many more there are. */
    public List<Violation> masterDataErrors() {
        int more = masterDataFaults - masterDataErrors.size();
        if (more == 0) return masterDataErrors;
        List<Violation> told = new ArrayList<>(masterDataErrors);
        told.add(new Violation("$", "masterData", more + " more elements of the master data have faults", null));
        return told;
    }

    public List<Violation> masterDataWarnings() {
        return masterDataIds.warnings();
    }

    /** Notes with the events what they name and nobody has described, and with the first what is to be noted of the document. */
    public void noteMissingMasterData(UUID organisation, DescribedKeyCache known) {
        Map<Integer, List<Violation>> notes = new HashMap<>(missing.warnings(organisation, known));
        if (!documentNotes.isEmpty() && events > 0) {
            List<Violation> first = new ArrayList<>(documentNotes);
            first.addAll(notes.getOrDefault(0, List.of()));
            notes.put(0, first);
        }
        spool.note(notes);
    }

    @Override
    public void note(Violation note) {
        documentNotes.add(note);
    }

    /** What the document's header describes. */
    public Set<String> described() {
        return missing.described();
    }

    @Override
    public void event(SentEvent sent) {
        if (++events > mostEvents) throw CaptureLimitExceededException.events(mostEvents);
        EventSize.of(sent.node()).check(sent.path(), mostMembers);
        reviews.add(sent);
    }

    /** Returns when all that was read is spooled; called once, after the last of it. */
    public void finish() {
        reviews.finish();
    }

    private void spool(Reviewed reviewed) {
        if (reviewed.shaped() instanceof StagedEntry.Rejected event) reject(event);
        else missing.add(reviewed.sent());
        spool.add(reviewed.shaped());
    }

    private void reject(StagedEntry.Rejected event) {
        rejected++;
        if (!isWholeOrNothing) return;
        if (firstError == null) firstError = event.errors().get(0);
        if (rejected > MOST_REJECTED) throw CaptureLimitExceededException.rejected(MOST_REJECTED, firstError);
    }

    @Override
    public void masterData(SentMasterData element) {
        if (element.vocabulary() == null) {
            String right = "a vocabulary must be an object with a type, such as urn:epcglobal:epcis:vtype:Location";
            fault(new Violation(element.path(), "masterData", right, null));
        } else if (element.id() == null) {
            String right = "a vocabulary element must be an object with an id: the URI of what it describes";
            fault(new Violation(element.path() + ".id", "masterData", right, null));
        } else if (!isStorable(element)) {
            String right = "a string must not contain a NUL character or half of a surrogate pair";
            fault(new Violation(element.path(), "characters", right, element.id()));
        } else if (isTooLong(element.id()) || isTooLong(element.vocabulary())) {
            String right = "an id and a vocabulary's type may have at most " + IdentifierRules.LONGEST + " bytes";
            fault(new Violation(element.path() + ".id", "length", right, element.id()));
        } else {
            masterDataIds.check(element);
            missing.describe(element.id());
            reviews.finish(); // of what stood before it
            spool.add(new StagedEntry.MasterData(element.vocabulary(), element.id(), element.attributes()));
        }
    }

    private void fault(Violation fault) {
        masterDataFaults++;
        if (masterDataErrors.size() < MOST_FAULTS) masterDataErrors.add(fault);
    }

    private static boolean isTooLong(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length > IdentifierRules.LONGEST;
    }

    private static boolean isStorable(SentMasterData element) {
        return TextRules.isStorable(element.id() + element.vocabulary())
                && element.attributes().entrySet().stream()
                        .allMatch(attribute -> TextRules.isStorable(attribute.getKey())
                                && attribute.getValue().stream().allMatch(TextRules::isStorable));
    }
}
