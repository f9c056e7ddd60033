package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.text.Violation;
import java.util.List;

/**
 * The record of a partner's document that an event was made from, such as the row of a spreadsheet.
 *
 * @param place where it is, in the partner's terms: {@code Shipping!17}
 * @param errors what its reader found wrong with it; with any, the event is rejected. Their paths are places in the
 *     partner's terms: {@code Shipping!F17 "Ship Date"}
 * @param warnings what its reader accepted with a remark, with such places
 */
public record SourceRecord(String place, List<Violation> errors, List<Violation> warnings) {
    public SourceRecord {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }
}
