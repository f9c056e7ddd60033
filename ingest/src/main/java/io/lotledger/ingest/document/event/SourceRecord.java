package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of a partner's document that an event was made from, such as the row of a spreadsheet.
 *
 * @param place where it is, in the partner's terms: {@code Shipping!17}
 * @param errors what its reader found wrong with it; with any, the event is rejected. Their paths are places in the
 *     partner's terms: {@code Shipping!F17 "Ship Date"}
 * @param warnings what its reader accepted with a remark, with such places
 * @param changes where it differs from the event that was made of it before, with such places; empty when no event was, or
 *     when it is the same
 * @param key what identifies the record; {@code null} if the eventID alone does
 */
public record SourceRecord(
        String place,
        List<Violation> errors,
        List<Violation> warnings,
        List<Violation> changes,
        @Nullable RecordKey key) {
    public SourceRecord {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        changes = List.copyOf(changes);
    }

    public SourceRecord(String place, List<Violation> errors, List<Violation> warnings) {
        this(place, errors, warnings, List.of(), null);
    }

    public SourceRecord(String place, List<Violation> errors, List<Violation> warnings, @Nullable RecordKey key) {
        this(place, errors, warnings, List.of(), key);
    }

    /** The same record with what has changed in it. */
    public SourceRecord changed(List<Violation> differences) {
        return new SourceRecord(place, errors, warnings, differences, key);
    }

    /** The same record with another remark. */
    public SourceRecord remarked(Violation warning) {
        List<Violation> all = new ArrayList<>(warnings);
        all.add(warning);
        return new SourceRecord(place, errors, all, changes, key);
    }
}
