package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says which cells or elements of a partner's record differ from the event that was made of it before. */
final class RecordChanges {
    /** Values of one place that a message lists. */
    private static final int MOST_VALUES = 3;

    private static final String PART =
            ". If it is a further part of the same goods, send the rows of all parts in one file,"
                    + " or give this one a reference document of its own";

    private final SentFormat format;

    RecordChanges(SentFormat format) {
        this.format = format;
    }

    /**
     * One violation for each cell or element that differs, with its place in the partner's terms and its value before and
     * now; one for the record where the difference has no place of its own.
     *
     * @param corrections the events that stand in for the stored one since it was declared in error
     */
    List<Violation> of(SentEvent sent, EpcisEventCaptured stored, @Nullable Set<String> corrections) {
        List<EventDifference> all = EventDifference.between(Json.MAPPER.readTree(stored.document()), asStored(sent));
        String remedy = remedy(stored, corrections) + (mayBeAPart(sent, all) ? PART : "");
        Map<String, List<EventDifference>> byPlace = new LinkedHashMap<>();
        for (EventDifference one : all) {
            byPlace.computeIfAbsent(sent.placeOf(sent.path() + one.path()), place -> new ArrayList<>(1))
                    .add(one);
        }
        List<Violation> violations = new ArrayList<>();
        byPlace.forEach((place, differences) -> violations.add(
                violation(place, what(place.equals(sent.path()), differences), differences.get(0), remedy)));
        return violations.isEmpty()
                ? List.of(violation(sent.path(), "this record has other content now", null, remedy))
                : violations;
    }

    /** With numbers as a reader of the log gets them. */
    private static JsonNode asStored(SentEvent sent) {
        return Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(sent.node()));
    }

    private static String remedy(EpcisEventCaptured stored, @Nullable Set<String> corrections) {
        String captured = "; it was captured as the event " + stored.eventID();
        return corrections == null || corrections.isEmpty()
                ? captured + ". Send it as it was, or correct it with ?replaces=" + stored.captureID()
                : captured + ", which was declared in error and corrected by " + String.join(", ", corrections)
                        + ". Correct that event with an error declaration if it is wrong";
    }

    /** Whether the record may be another part of the same goods: records of one key are numbered, and only amounts differ. */
    private static boolean mayBeAPart(SentEvent sent, List<EventDifference> all) {
        return sent.source() != null
                && sent.source().key() != null
                && !all.isEmpty()
                && all.stream().allMatch(one -> one.member().equals("quantity"));
    }

    private Violation violation(String place, String what, @Nullable EventDifference first, String remedy) {
        return new Violation(place, "conflict", what + remedy, value(first));
    }

    private @Nullable String value(@Nullable EventDifference first) {
        return first == null || first.now() == null ? null : format.written(first.member(), first.now());
    }

    /** Several members of an event may come of one cell, and then usually have one value. */
    private String what(boolean isWholeRecord, List<EventDifference> differences) {
        Map<String, EventDifference> different = new LinkedHashMap<>();
        differences.forEach(one -> different.putIfAbsent(change(one), one));
        if (different.size() == 1 && !isWholeRecord) return change(differences.get(0));
        List<String> changes = different.entrySet().stream()
                .limit(MOST_VALUES)
                .map(one -> one.getValue().label() + " " + one.getKey())
                .toList();
        int more = different.size() - changes.size();
        return String.join(", ", changes) + (more > 0 ? ", and " + more + " more values differ" : "");
    }

    private String change(EventDifference one) {
        String before = written(one, one.before());
        String now = written(one, one.now());
        return before.equals(now)
                ? before + " was " + one.before() + " and is now " + one.now()
                : "was " + before + " and is now " + now;
    }

    private String written(EventDifference one, @Nullable String value) {
        return value == null ? "empty" : "\"" + format.written(one.member(), value) + '"';
    }
}
