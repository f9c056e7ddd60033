package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.DocumentSink;
import io.lotledger.ingest.document.SentEvent;
import io.lotledger.ingest.document.SentMasterData;
import io.lotledger.ingest.document.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Reviews what a document holds as it is read, and spools it in the shape it is kept in. */
final class DocumentSpooler implements DocumentSink {
    private final ReviewInOrder<Reviewed> reviews;
    private final Spool spool;
    private final List<Violation> masterDataErrors = new ArrayList<>();
    private final List<Violation> documentNotes = new ArrayList<>();
    private final MissingMasterData missing = new MissingMasterData();
    private final int mostEvents;
    private int events;
    private int rejected;

    private record Reviewed(SentEvent sent, Spooled shaped) {}

    DocumentSpooler(EventShaping shaping, Executor threads, Spool spool, int mostEvents) {
        this.reviews = new ReviewInOrder<>(threads, sent -> new Reviewed(sent, shaping.shape(sent)), this::spool);
        this.spool = spool;
        this.mostEvents = mostEvents;
    }

    boolean foundErrors() {
        return rejected > 0 || !masterDataErrors.isEmpty();
    }

    List<Violation> masterDataErrors() {
        return masterDataErrors;
    }

    /** Notes with the events what they name and nobody has described, and with the first what is to be noted of the document. */
    void noteMissingMasterData(UUID organisation, DescribedKeys known) {
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
    Set<String> described() {
        return missing.described();
    }

    @Override
    public void event(SentEvent sent) {
        if (++events > mostEvents) throw CaptureLimitExceededException.events(mostEvents);
        reviews.add(sent);
    }

    /** Returns when all that was read is spooled; called once, after the last of it. */
    void finish() {
        reviews.finish();
    }

    private void spool(Reviewed reviewed) {
        if (reviewed.shaped() instanceof Spooled.Rejected) rejected++;
        else missing.add(reviewed.sent());
        spool.add(reviewed.shaped());
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
            reviews.finish(); // of what stood before it
            spool.add(new Spooled.MasterData(element.vocabulary(), element.id(), element.attributes()));
        }
    }
}
