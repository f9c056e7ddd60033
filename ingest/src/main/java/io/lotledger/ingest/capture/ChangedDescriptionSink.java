package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.masterdata.CurrentDescriptions;
import io.lotledger.ingest.capture.masterdata.Description;
import io.lotledger.ingest.capture.masterdata.Statement;
import io.lotledger.ingest.capture.masterdata.Subject;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notes where a partner's document describes a place or a product in another way than is known, and newer. The
 * events of such a document may all be duplicates, and its master data changes what they are printed with.
 */
final class ChangedDescriptionSink implements DocumentSink {
    private static final int LOOKED_UP = 500;

    /** Descriptions that are noted one by one. */
    private static final int MOST_NOTED = 100;

    private final UUID organisation;
    private final CurrentDescriptions descriptions;
    private final DocumentSink sink;
    private final Map<Subject, SentMasterData> waiting = new LinkedHashMap<>();
    private @Nullable Instant creationDate;
    private int changed;

    ChangedDescriptionSink(UUID organisation, CurrentDescriptions descriptions, DocumentSink sink) {
        this.organisation = organisation;
        this.descriptions = descriptions;
        this.sink = sink;
    }

    @Override
    public void masterData(SentMasterData element) {
        sink.masterData(element);
        if (element.vocabulary() == null || element.id() == null) return;
        Subject subject = Subject.of(element.vocabulary(), element.id());
        if (waiting.size() >= LOOKED_UP || waiting.containsKey(subject)) lookUp();
        waiting.put(subject, element);
    }

    @Override
    public void event(SentEvent event) {
        sink.event(event);
    }

    @Override
    public void created(Instant date) {
        creationDate = date;
        sink.created(date);
    }

    @Override
    public void note(Violation note) {
        sink.note(note);
    }

    /** Notes the last descriptions. Called once, after the document was read. */
    void end() {
        lookUp();
        int more = changed - MOST_NOTED;
        if (more <= 0) return;
        String message = more + " more places and products are described anew";
        sink.note(new Violation("$", "described", message, null));
    }

    private void lookUp() {
        if (waiting.isEmpty()) return;
        CurrentDescriptions.Reading known = descriptions.read(organisation, waiting.keySet());
        waiting.forEach((subject, element) -> {
            Description before = known.of(subject);
            if (!before.equals(Description.NONE)) compare(before, element);
        });
        waiting.clear();
    }

    private void compare(Description before, SentMasterData now) {
        long date = creationDate == null ? Long.MAX_VALUE : creationDate.toEpochMilli();
        Description after = before.and(Statement.of(
                String.valueOf(now.vocabulary()), String.valueOf(now.id()), now.attributes(), date, false));
        List<String> changes = changes(before.attributes(), after.attributes());
        if (changes.isEmpty() || ++changed > MOST_NOTED) return;
        String message = now.id() + " is described anew: " + String.join(", ", changes)
                + "; its events do not change, and workbooks are printed with the new description";
        sink.note(new Violation(now.path(), "described", message, null));
    }

    private static List<String> changes(Map<String, List<String>> before, Map<String, List<String>> now) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<String> changes = new ArrayList<>();
        for (String name : names) {
            String was = written(before.getOrDefault(name, List.of()));
            String is = written(now.getOrDefault(name, List.of()));
            if (!was.equals(is)) changes.add(name + " was " + was + " and is now " + is);
        }
        return changes;
    }

    private static String written(List<String> values) {
        String text = String.join(", ", values);
        return text.isEmpty() ? "empty" : '"' + text + '"';
    }
}
