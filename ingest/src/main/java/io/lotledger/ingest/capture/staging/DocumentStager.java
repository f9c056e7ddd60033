package io.lotledger.ingest.capture.staging;

import io.lotledger.ingest.capture.masterdata.ArchivedAttributes;
import io.lotledger.ingest.capture.masterdata.DescribedKeyCache;
import io.lotledger.ingest.capture.masterdata.MissingMasterData;
import io.lotledger.ingest.capture.receive.CaptureLimitExceededException;
import io.lotledger.ingest.capture.rules.EventSize;
import io.lotledger.ingest.capture.rules.IdentifierRules;
import io.lotledger.ingest.capture.rules.MasterDataElementRules;
import io.lotledger.ingest.capture.rules.TextRules;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Reviews a document while it is read, and stages it in its stored form. */
public final class DocumentStager implements DocumentSink {
    private static final int MAX_ERRORS = 1_000;

    /** Maximum number of rejected events in a whole-or-nothing document; beyond it the document is refused at once. */
    private static final int MAX_REJECTED = 10_000;

    private final OrderedReview<Reviewed> reviews;
    private final StagedDocument staged;
    private final List<Violation> masterDataErrors = new ArrayList<>();
    private final RepeatedElements repeated = new RepeatedElements();
    private final MasterDataElementRules masterDataRules = new MasterDataElementRules();
    private int masterDataErrorCount;
    private final List<Violation> documentNotes = new ArrayList<>();
    private final MissingMasterData missing = new MissingMasterData();
    private final boolean isWholeOrNothing;
    private final boolean mayReplaceDescriptions;
    private @Nullable Violation firstError;
    private @Nullable Instant creationDate;
    private final int maxEvents;
    private final int maxMembers;
    private int events;
    private int rejected;

    private record Reviewed(SentEvent sent, StagedEntry entry) {}

    /**
     * @param isWholeOrNothing whether one rejected event refuses the document
     * @param mayReplaceDescriptions as {@link io.lotledger.ingest.capture.job.Sender} has it
     */
    public DocumentStager(
            EventNormalizer normalizer,
            Executor threads,
            StagedDocument staged,
            boolean isWholeOrNothing,
            boolean mayReplaceDescriptions,
            int maxEvents,
            int maxMembers) {
        this.reviews =
                new OrderedReview<>(threads, sent -> new Reviewed(sent, normalizer.normalize(sent)), this::stage);
        this.staged = staged;
        this.isWholeOrNothing = isWholeOrNothing;
        this.mayReplaceDescriptions = mayReplaceDescriptions;
        this.maxEvents = maxEvents;
        this.maxMembers = maxMembers;
    }

    public boolean foundErrors() {
        return rejected > 0 || !masterDataErrors.isEmpty();
    }

    /** The first {@link #MAX_ERRORS}, and a count of the rest. */
    public List<Violation> masterDataErrors() {
        int more = masterDataErrorCount - masterDataErrors.size();
        if (more == 0) return masterDataErrors;
        List<Violation> errors = new ArrayList<>(masterDataErrors);
        errors.add(new Violation("$", "masterData", more + " more elements of the master data have faults", null));
        return errors;
    }

    /** About the master data, and about the document itself where it has no event to carry them. */
    public List<Violation> masterDataWarnings() {
        if (events > 0 || documentNotes.isEmpty()) return masterDataRules.warnings();
        List<Violation> warnings = new ArrayList<>(documentNotes);
        warnings.addAll(masterDataRules.warnings());
        return warnings;
    }

    /** Adds warnings: to each event about missing master data, and to the first event about the document itself. */
    public void noteMissingMasterData(UUID organisation, DescribedKeyCache known) {
        Map<Integer, List<Violation>> notes = new HashMap<>(missing.warnings(organisation, known));
        if (!documentNotes.isEmpty() && events > 0) {
            List<Violation> first = new ArrayList<>(documentNotes);
            first.addAll(notes.getOrDefault(0, List.of()));
            notes.put(0, first);
        }
        staged.note(notes);
    }

    @Override
    public void created(Instant date) {
        creationDate = date;
    }

    /** When the document was created; {@code null} if it does not tell. */
    public @Nullable Instant creationDate() {
        return creationDate;
    }

    @Override
    public void note(Violation note) {
        documentNotes.add(note);
    }

    /** The keys that the document's header describes. */
    public Set<String> described() {
        return missing.described();
    }

    @Override
    public void event(SentEvent sent) {
        if (++events > maxEvents) throw CaptureLimitExceededException.events(maxEvents);
        EventSize.of(sent.node()).check(sent.path(), maxMembers);
        reviews.add(sent);
    }

    /** Returns when everything read is staged. Called once, after the last entry. */
    public void finish() {
        reviews.finish();
    }

    private void stage(Reviewed reviewed) {
        if (reviewed.entry() instanceof StagedEntry.Rejected event) reject(event);
        else missing.add(reviewed.sent());
        staged.add(reviewed.entry());
    }

    private void reject(StagedEntry.Rejected event) {
        rejected++;
        if (!isWholeOrNothing) return;
        if (firstError == null) firstError = event.errors().get(0);
        if (rejected > MAX_REJECTED) throw CaptureLimitExceededException.rejected(MAX_REJECTED, firstError);
    }

    @Override
    public void masterData(SentMasterData element) {
        if (!element.faults().isEmpty()) {
            element.faults().forEach(this::addMasterDataError);
        } else if (element.vocabulary() == null || element.id() == null) {
            throw new IllegalArgumentException("a vocabulary element at " + element.path() + " has no type or no id");
        } else if (!isStorable(element)) {
            String message = "a string must not contain a NUL character or half of a surrogate pair";
            addMasterDataError(new Violation(element.path(), "characters", message, element.id()));
        } else if (!mayReplaceDescriptions && ArchivedAttributes.replaces(element.attributes())) {
            String message = "only a key with the role admin may capture what an archive has of a PUT or PATCH;"
                    + " leave out the attributes " + MasterDataCaptured.WHOLE + " and " + MasterDataCaptured.REMOVED;
            addMasterDataError(new Violation(element.path(), "role", message, element.id()));
        } else if (isTooLong(element.id()) || isTooLong(element.vocabulary())) {
            String message = "an id and a vocabulary's type may have at most " + IdentifierRules.MAX_BYTES + " bytes";
            addMasterDataError(new Violation(element.idPath(), "length", message, element.id()));
        } else {
            describe(element.vocabulary(), element.id(), element);
        }
    }

    private void describe(String vocabulary, String id, SentMasterData element) {
        Map<String, List<String>> attributes = element.attributes();
        if (!element.isOnly()) {
            List<Violation> contradictions = repeated.contradictions(vocabulary, id, element);
            contradictions.forEach(this::addMasterDataError);
            if (!contradictions.isEmpty()) return;
            attributes = repeated.joined(vocabulary, id, element);
        }
        masterDataRules.check(element);
        missing.describe(id);
        reviews.finish(); // keeps document order
        staged.add(new StagedEntry.MasterData(element.path(), vocabulary, id, attributes, element.isOnly()));
    }

    private void addMasterDataError(Violation error) {
        masterDataErrorCount++;
        if (masterDataErrors.size() < MAX_ERRORS) masterDataErrors.add(error);
    }

    private static boolean isTooLong(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length > IdentifierRules.MAX_BYTES;
    }

    private static boolean isStorable(SentMasterData element) {
        return TextRules.isStorable(element.id() + element.vocabulary())
                && element.attributes().entrySet().stream()
                        .allMatch(attribute -> TextRules.isStorable(attribute.getKey())
                                && attribute.getValue().stream().allMatch(TextRules::isStorable));
    }
}
